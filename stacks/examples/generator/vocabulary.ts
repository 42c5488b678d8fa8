/**
 * Words of a prefecture-level city: its bureaux and the systems that such bureaux run. All of it common knowledge of how a
 * city is organised; no row describes a real system. A row of a department: name, Chinese title, English title, then its systems:
 * `name | Chinese | English | usage (p people, i interface, n internal) | level | tiers (w web, a api, d database) | data item`.
 */

export interface SystemWords {
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly usage: 'people' | 'interface' | 'internal'
  readonly level: 2 | 3
  /** One letter a tier: w web, a api, d database. */
  readonly tiers: string
  readonly data: string
}

export interface DepartmentWords {
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly systems: readonly SystemWords[]
}

const usages = { p: 'people', i: 'interface', n: 'internal' } as const
const usageOf = (letter: string): SystemWords['usage'] => (letter === 'p' ? usages.p : letter === 'i' ? usages.i : usages.n)

function row(line: string): SystemWords {
  const [name = '', zh = '', en = '', usage = '', level = '', tiers = '', data = ''] = line.split('|').map((cell) => cell.trim())
  return { name, zh, en, usage: usageOf(usage), level: level === '3' ? 3 : 2, tiers, data }
}

const department = (name: string, zh: string, en: string, rows: readonly string[]): DepartmentWords => ({ name, zh, en, systems: rows.map(row) })

/** The bureau that runs the cloud, first; the shared services are systems of this one, of `finance`, `land`, `reform` and `gov-office`. */
export const departments: readonly DepartmentWords[] = [
  department('data-bureau', '数据局', 'Data Bureau', [
    'identity | 统一身份认证平台 | Unified identity | i | 3 | ad | 自然人与法人账户',
    'licence | 电子证照库 | Electronic licences | i | 3 | ad | 电子证照',
    'seal | 电子印章平台 | Electronic seals | i | 3 | ad | 电子印章',
    'exchange | 数据共享交换平台 | Data exchange | i | 3 | wad | 共享目录与交换记录',
    'catalogue | 政务数据目录管理系统 | Data catalogue | n | 2 | wd | 政务数据目录',
    'population | 人口基础信息库 | Population register | i | 3 | ad | 人口基础信息',
    'legal-entity | 法人基础信息库 | Legal entities | i | 3 | ad | 法人基础信息',
    'blockchain | 政务区块链服务平台 | Government blockchain | i | 3 | a | 链上存证摘要',
    'ai-platform | 政务人工智能服务平台 | AI services | i | 2 | wa | 问答日志',
    'message | 统一消息服务平台 | Messages | i | 2 | a | 消息发送记录',
    'log-centre | 日志审计中心 | Log and audit centre | n | 3 | ad | 审计日志',
    'cloud-monitor | 云资源监测平台 | Cloud monitoring | n | 3 | wa | 监测指标',
    'egress | 互联网统一出口代理 | Internet egress | i | 3 | a | 访问记录',
    'open-data | 公共数据开放平台 | Open data | p | 2 | wd | 开放数据集',
    'city-centre | 城市运行管理中心 | City operation centre | n | 3 | wad | 城市体征指标',
  ]),
  department('approval', '行政审批服务局', 'Administrative Approval Service Bureau', [
    'portal | 一体化政务服务平台 | Government service portal | p | 3 | wad | 办件信息',
    'hall | 政务大厅综合窗口系统 | Service hall counters | n | 2 | wd | 叫号与受理记录',
    'review | 好差评系统 | Service reviews | p | 2 | ad | 评价记录',
    'hotline | 政务服务便民热线平台 | Citizen hotline | p | 2 | wad | 诉求工单',
  ]),
  department('gov-office', '政府办公室', 'Government Office', [
    'office | 协同办公平台 | Collaborative office | i | 3 | wad | 公文',
    'website | 政府门户网站集约化平台 | Government websites | p | 3 | wd | 公开信息',
    'meeting | 电子会务系统 | Meetings | n | 2 | w | 会议安排',
  ]),
  department('reform', '发展和改革委员会', 'Development and Reform Commission', [
    'credit | 公共信用信息平台 | Public credit | i | 3 | ad | 信用记录',
    'investment | 投资项目在线审批监管平台 | Investment projects | p | 2 | wd | 项目审批信息',
    'price | 价格监测系统 | Price monitoring | n | 2 | w | 价格监测数据',
  ]),
  department('education', '教育局', 'Education Bureau', [
    'student-status | 中小学学籍管理系统 | Student records | n | 3 | wad | 学籍',
    'enrolment | 义务教育招生报名平台 | School enrolment | p | 3 | wad | 报名信息',
    'edu-resource | 教育资源公共服务平台 | Teaching resources | p | 2 | wd | 教学资源',
  ]),
  department('science', '科学技术局', 'Science and Technology Bureau', [
    'sci-project | 科技计划项目管理系统 | Research projects | p | 2 | wd | 项目申报材料',
    'tech-market | 技术合同登记系统 | Technology contracts | p | 2 | w | 合同登记',
  ]),
  department('industry', '工业和信息化局', 'Industry and Information Bureau', [
    'enterprise-svc | 中小企业公共服务平台 | Enterprise services | p | 2 | wd | 企业诉求',
    'industry-watch | 工业运行监测系统 | Industry monitoring | n | 2 | wd | 运行指标',
    'energy-saving | 重点用能单位监测系统 | Energy saving | n | 2 | w | 能耗数据',
  ]),
  department('ethnic', '民族宗教事务局', 'Ethnic and Religious Affairs Bureau', [
    'venue-register | 宗教活动场所登记系统 | Venue register | n | 2 | w | 场所登记',
    'ethnic-service | 少数民族服务管理系统 | Ethnic services | n | 2 | w | 服务记录',
  ]),
  department('police', '公安局', 'Public Security Bureau', [
    'residence | 户政业务互联网受理系统 | Household services | p | 3 | wad | 户政申请',
    'traffic-svc | 交通管理便民服务平台 | Traffic services | p | 3 | wad | 业务预约',
    'hotel-register | 旅馆业治安管理系统 | Hotel register | i | 3 | ad | 住宿登记',
  ]),
  department('civil', '民政局', 'Civil Affairs Bureau', [
    'social-aid | 社会救助管理系统 | Social assistance | n | 3 | wad | 救助对象信息',
    'elderly-care | 养老服务信息平台 | Elderly care | p | 2 | wd | 养老服务记录',
    'marriage | 婚姻登记预约系统 | Marriage appointments | p | 2 | wd | 预约信息',
  ]),
  department('justice', '司法局', 'Justice Bureau', [
    'legal-service | 公共法律服务平台 | Legal services | p | 2 | wd | 咨询与援助记录',
    'enforcement | 行政执法监督平台 | Enforcement supervision | n | 2 | wd | 执法案卷',
    'correction | 社区矫正管理系统 | Community correction | n | 3 | wad | 矫正对象信息',
  ]),
  department('finance', '财政局', 'Finance Bureau', [
    'budget | 预算管理一体化系统 | Budget | n | 3 | wad | 预算与支付数据',
    'payment | 非税收入统一支付平台 | Unified payment | i | 3 | ad | 缴款记录',
    'procurement | 政府采购电子卖场 | Procurement | p | 2 | wd | 采购信息',
  ]),
  department('hr', '人力资源和社会保障局', 'Human Resources and Social Security Bureau', [
    'insurance | 社会保险经办系统 | Social insurance | n | 3 | wad | 参保登记与缴费',
    'employment | 公共就业服务平台 | Employment services | p | 2 | wad | 求职与招聘信息',
    'talent | 人事考试报名系统 | Examinations | p | 3 | wad | 报考信息',
  ]),
  department('land', '自然资源和规划局', 'Natural Resources and Planning Bureau', [
    'map | 时空信息公共服务平台 | Map services | i | 3 | ad | 公众版地理信息',
    'real-estate | 不动产登记系统 | Real estate register | n | 3 | wad | 不动产登记簿',
    'planning | 国土空间规划一张图 | Spatial planning | n | 3 | wd | 规划成果',
  ]),
  department('ecology', '生态环境局', 'Ecology and Environment Bureau', [
    'air-quality | 空气质量自动监测平台 | Air quality | i | 2 | ad | 监测数据',
    'pollution | 污染源在线监控系统 | Pollution sources | i | 3 | ad | 排放数据',
    'eia | 建设项目环评审批系统 | Impact assessment | p | 2 | wd | 环评材料',
  ]),
  department('housing', '住房和城乡建设局', 'Housing and Construction Bureau', [
    'site-watch | 智慧工地监管平台 | Building sites | n | 2 | wad | 工地监测数据',
    'house-sale | 商品房网签备案系统 | House sales | n | 3 | wad | 网签合同',
    'renovation | 老旧小区改造管理系统 | Renovation | n | 2 | w | 改造项目',
  ]),
  department('transport', '交通运输局', 'Transport Bureau', [
    'taxi | 网约车监管平台 | Ride hailing | i | 2 | ad | 订单与轨迹',
    'bus | 公交智能调度系统 | Bus dispatching | n | 3 | wad | 车辆位置',
    'road-freight | 道路运输行政许可系统 | Road freight licences | p | 2 | wd | 许可材料',
  ]),
  department('water', '水利局', 'Water Bureau', [
    'flood | 山洪灾害监测预警平台 | Flood warning | i | 3 | wad | 雨水情数据',
    'river-chief | 河湖长制信息系统 | River chiefs | n | 2 | wd | 巡河记录',
    'reservoir | 水库大坝安全监测系统 | Reservoir safety | i | 3 | ad | 大坝监测数据',
  ]),
  department('agriculture', '农业农村局', 'Agriculture Bureau', [
    'farm-subsidy | 惠农补贴一卡通系统 | Farm subsidies | n | 3 | wad | 补贴发放信息',
    'traceability | 农产品质量安全追溯平台 | Food traceability | p | 2 | wd | 追溯信息',
    'homestead | 农村宅基地管理系统 | Homesteads | n | 2 | wd | 宅基地档案',
  ]),
  department('commerce', '商务局', 'Commerce Bureau', [
    'trade-watch | 市场运行监测系统 | Market monitoring | n | 2 | w | 市场监测数据',
    'e-commerce | 电子商务公共服务平台 | E-commerce services | p | 2 | wd | 企业信息',
    'voucher | 消费券发放平台 | Consumption vouchers | p | 2 | wad | 领券与核销记录',
  ]),
  department('culture', '文化旅游广电体育局', 'Culture and Tourism Bureau', [
    'tourism | 全域旅游服务平台 | Tourism services | p | 2 | wad | 预约与客流',
    'heritage | 文物资源管理系统 | Cultural relics | n | 2 | wd | 文物档案',
    'stadium | 公共体育场馆预约平台 | Stadium booking | p | 2 | wd | 预约信息',
  ]),
  department('health', '卫生健康委员会', 'Health Commission', [
    'health-record | 居民电子健康档案平台 | Health records | i | 3 | wad | 健康档案',
    'disease-watch | 传染病监测预警系统 | Disease monitoring | n | 3 | wad | 疫情监测信息',
    'vaccination | 预防接种预约平台 | Vaccination booking | p | 3 | wad | 接种信息',
  ]),
  department('veterans', '退役军人事务局', 'Veterans Affairs Bureau', [
    'veteran-card | 优待证申领服务系统 | Veteran cards | p | 3 | wd | 申领信息',
    'veteran-jobs | 退役军人就业服务系统 | Veteran jobs | p | 2 | w | 求职信息',
  ]),
  department('emergency', '应急管理局', 'Emergency Bureau', [
    'command | 应急指挥综合平台 | Emergency command | n | 3 | wad | 突发事件信息',
    'hazard | 危险化学品安全监管系统 | Hazardous chemicals | i | 3 | ad | 企业监测数据',
    'forest-fire | 森林防火监测系统 | Forest fire | i | 2 | wad | 火点信息',
  ]),
  department('audit', '审计局', 'Audit Bureau', [
    'audit-work | 审计作业管理系统 | Audit work | n | 3 | wd | 审计底稿',
    'rectify-track | 审计整改跟踪系统 | Audit follow-up | n | 2 | w | 整改台账',
  ]),
  department('foreign', '外事办公室', 'Foreign Affairs Office', [
    'visit-permit | 因公出访审批系统 | Official visits | n | 2 | w | 出访申请',
    'invitation | 邀请函审批系统 | Invitations | p | 2 | w | 邀请材料',
  ]),
  department('sasac', '国有资产监督管理委员会', 'State-owned Assets Commission', [
    'state-assets | 国资监管信息系统 | State assets | n | 3 | wad | 企业财务信息',
    'asset-trade | 产权交易监测系统 | Property transactions | n | 2 | wd | 产权交易信息',
    'soe-hr | 国企薪酬监管系统 | Pay supervision | n | 2 | w | 薪酬信息',
  ]),
  department('forestry', '林业局', 'Forestry Bureau', [
    'forest-right | 林权登记管理系统 | Forest rights | n | 2 | wd | 林权档案',
    'tree-chief | 林长制信息平台 | Forest chiefs | n | 2 | wd | 巡林记录',
  ]),
  department('market', '市场监督管理局', 'Market Regulation Bureau', [
    'registration | 市场主体登记系统 | Business registration | p | 3 | wad | 登记档案',
    'complaint | 消费投诉举报平台 | Consumer complaints | p | 2 | wd | 投诉举报',
    'food-safety | 食品安全智慧监管平台 | Food safety | n | 3 | wad | 监管记录',
  ]),
  department('statistics', '统计局', 'Statistics Bureau', [
    'survey | 统计联网直报系统 | Statistical reporting | p | 3 | wad | 统计报表',
    'macro-data | 宏观经济数据库 | Macro-economic data | n | 2 | wd | 宏观指标',
    'census | 普查数据处理系统 | Census | n | 3 | ad | 普查数据',
  ]),
  department('healthcare', '医疗保障局', 'Healthcare Security Bureau', [
    'settlement | 医保结算服务系统 | Medical settlement | i | 3 | wad | 结算数据',
    'drug-price | 药品招采监管系统 | Drug procurement | n | 2 | wd | 招采数据',
    'fund-watch | 医保基金智能监管系统 | Fund supervision | n | 3 | wad | 基金监管线索',
  ]),
  department('urban', '城市管理和综合执法局', 'Urban Management Bureau', [
    'city-grid | 数字城管平台 | Urban grid | n | 2 | wad | 城管案件',
    'parking | 城市停车管理平台 | Parking | p | 2 | wad | 停车订单',
    'street-light | 智慧路灯管理系统 | Street lights | i | 2 | ad | 设备状态',
  ]),
  department('petition', '信访局', 'Petition Bureau', [
    'petition-box | 网上信访受理系统 | Online petitions | p | 3 | wad | 信访事项',
    'mayor-mail | 市长信箱 | Mayor mailbox | p | 2 | wd | 来信',
  ]),
  department('rural', '乡村振兴局', 'Rural Revitalisation Bureau', [
    'poverty-watch | 防返贫动态监测系统 | Poverty monitoring | n | 3 | wad | 监测对象信息',
    'rural-project | 乡村振兴项目库 | Rural projects | n | 2 | wd | 项目信息',
    'donation | 社会帮扶对接平台 | Donations | p | 2 | w | 帮扶需求',
  ]),
  department('local-finance', '地方金融管理局', 'Local Finance Bureau', [
    'loan-service | 融资信用服务平台 | Financing services | p | 2 | wad | 融资需求',
    'finance-risk | 非法集资监测预警系统 | Financial risk | n | 2 | wd | 风险线索',
    'guarantee | 融资担保监管系统 | Loan guarantees | n | 2 | w | 担保业务数据',
  ]),
  department('housing-fund', '住房公积金管理中心', 'Housing Fund Centre', [
    'fund-core | 住房公积金核心业务系统 | Housing fund | n | 3 | wad | 缴存与贷款数据',
    'fund-online | 住房公积金网上服务厅 | Housing fund online | p | 3 | wad | 业务申请',
    'fund-archive | 住房公积金电子档案系统 | Housing fund archive | n | 2 | wd | 业务档案',
  ]),
  department('archives', '档案馆', 'Archives', [
    'e-archive | 电子档案接收管理系统 | Electronic archives | n | 3 | wd | 归档文件',
    'archive-query | 民生档案查询平台 | Archive queries | p | 2 | wd | 查询申请',
  ]),
  department('gov-affairs', '机关事务服务中心', 'Government Affairs Centre', [
    'state-car | 公务用车管理平台 | Official cars | n | 2 | wd | 用车申请',
    'office-space | 办公用房管理系统 | Office space | n | 2 | w | 用房档案',
    'canteen | 机关后勤服务系统 | Logistics | n | 2 | wd | 订餐记录',
  ]),
  department('trade-centre', '公共资源交易中心', 'Public Resource Trading Centre', [
    'bidding | 电子招标投标交易平台 | Bidding | p | 3 | wad | 招投标文件',
    'bid-expert | 评标专家抽取系统 | Bid experts | n | 3 | wd | 专家信息',
    'land-auction | 土地使用权网上交易系统 | Land auctions | p | 3 | wad | 竞买信息',
  ]),
  department('tax', '税务局', 'Tax Bureau', [
    'tax-share | 涉税信息共享系统 | Tax information sharing | i | 3 | ad | 涉税信息',
    'social-levy | 社会保险费征收协同系统 | Contribution levy | i | 3 | ad | 征收数据',
    'tax-service | 纳税人学堂 | Taxpayer school | p | 2 | w | 培训报名',
  ]),
  department('meteorology', '气象局', 'Meteorological Bureau', [
    'weather-alert | 突发事件预警信息发布系统 | Weather alerts | i | 3 | wad | 预警信息',
    'weather-data | 气象数据共享服务系统 | Weather data | i | 2 | ad | 气象数据',
    'farm-weather | 农业气象服务系统 | Farm weather | p | 2 | w | 服务产品',
  ]),
  department('fire', '消防救援支队', 'Fire and Rescue', [
    'fire-watch | 消防物联网监测平台 | Fire monitoring | i | 2 | ad | 设备告警',
    'fire-check | 消防监督检查系统 | Fire inspections | n | 2 | wd | 检查记录',
    'fire-permit | 公众聚集场所检查申请系统 | Fire permits | p | 2 | w | 申请材料',
  ]),
  department('disabled', '残疾人联合会', "Disabled Persons' Federation", [
    'disabled-svc | 残疾人服务平台 | Disabled services | p | 3 | wd | 残疾人信息',
    'rehab | 康复救助管理系统 | Rehabilitation | n | 2 | wd | 康复记录',
  ]),
  department('red-cross', '红十字会', 'Red Cross', [
    'aed-map | 自动体外除颤器地图 | Defibrillator map | p | 2 | w | 设备位置',
    'donor | 捐赠公示系统 | Donations register | p | 2 | w | 捐赠信息',
  ]),
  department('union', '总工会', 'Trade Unions', [
    'worker-svc | 职工普惠服务平台 | Worker services | p | 2 | wad | 会员信息',
    'union-aid | 困难职工帮扶系统 | Worker assistance | n | 2 | wd | 帮扶档案',
  ]),
  department('women', '妇女联合会', "Women's Federation", [
    'family-svc | 家庭服务平台 | Family services | p | 2 | w | 服务预约',
    'rights-case | 妇女维权案件系统 | Rights cases | n | 2 | wd | 维权案件',
  ]),
  department('hospital', '中心医院', 'Central Hospital', [
    'his | 医院信息系统 | Hospital information | n | 3 | wad | 诊疗记录',
    'net-hospital | 互联网医院平台 | Internet hospital | p | 3 | wad | 在线问诊',
    'image-cloud | 医学影像云平台 | Medical imaging | n | 3 | wad | 影像资料',
  ]),
  department('college', '职业技术学院', 'Vocational College', [
    'campus | 智慧校园平台 | Campus | p | 2 | wad | 教务信息',
    'college-exam | 单独招生考试系统 | Admissions | p | 2 | wd | 考生信息',
    'library-svc | 高校图书共享系统 | Shared library | p | 2 | w | 借阅记录',
  ]),
  department('library', '图书馆', 'Public Library', [
    'reader | 读者服务系统 | Readers | p | 2 | wd | 读者信息',
    'digital-lib | 数字图书馆 | Digital library | p | 2 | wd | 数字资源',
    'reading-room | 城市书房预约系统 | Reading rooms | p | 2 | w | 预约信息',
  ]),
  department('supply', '供销合作社', 'Supply and Marketing Cooperative', [
    'farm-supply | 农资供应监管平台 | Farm supplies | n | 2 | wd | 农资流向',
    'cold-chain | 冷链物流监测系统 | Cold chain | i | 2 | ad | 温度监测数据',
  ]),
]
