import type { Random } from './random.ts';

/** Common family names, each as often as it stands here. */
const FAMILY = Array.from(
  '王王王李李李张张张刘刘陈陈陈杨杨黄黄赵吴吴周周徐孙马朱胡郭何林林林高罗郑郑梁谢谢宋唐许许邓韩冯曹彭曾肖田董潘袁蔡蔡蒋余于杜叶叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤',
);
const GIVEN = Array.from(
  '芳敏静丽娟艳秀英华慧红玲燕梅琳洁颖佳欣怡雅雪晨曦悦婷倩薇蕾莹岚伟强军勇杰涛明超刚平辉鹏飞斌宇浩凯峰志建国文海波庆祥林松柏立新永春学东晓一子思雨若可心诗语青云清宁安乐亦之',
);

/** A name by pattern: nobody's in particular. */
export function personName(random: Random): string {
  const given = random.happens(0.75) ? `${random.pick(GIVEN)}${random.pick(GIVEN)}` : random.pick(GIVEN);
  return `${random.pick(FAMILY)}${given}`;
}
