/** The verb table. A new verb is one file in verbs/ and one entry here; loading happens only when the verb runs. */
import { severities } from '../policies/finding.ts'
import type { OptionSpec, Verb } from './command.ts'
import { formats } from './formats.ts'
import { approvals, context, department, estate, kubeconfig, now } from './options.ts'
import { kpiOptions, kpiVerb } from './verbs-kpi.ts'
import { paperVerbs } from './verbs-paper.ts'

const cluster: OptionSpec = { type: 'string', multiple: true, value: 'NAME', help: { zh: '只处理这些集群', en: 'these clusters only' } }
const stack: OptionSpec = { type: 'string', multiple: true, value: 'NAME', help: { zh: '只处理这些栈（可用 * 通配）', en: 'these stacks only (* is a wildcard)' } }
const parallel: OptionSpec = { type: 'string', value: 'N', help: { zh: '同一批里并行的栈数', en: 'stacks side by side within a wave' } }
const outdir: OptionSpec = { type: 'string', value: 'DIR', help: { zh: '综合输出目录（缺省 cdktf.out）', en: 'folder of the synthesized stacks (default cdktf.out)' } }

const store: OptionSpec = { type: 'string', value: 'URL', help: { zh: '事件台账：postgres://… 或 SQLite 文件（缺省 YWQ_INCIDENTS，否则 ~/.local/state/ywq/incidents.db）', en: 'incident ledger: postgres://… or a SQLite file (default YWQ_INCIDENTS, else ~/.local/state/ywq/incidents.db)' } }
const limits: OptionSpec = { type: 'string', value: 'FILE', help: { zh: '定级与时限（JSON；缺省用内置的）', en: 'limits of grades and deadlines (JSON; default built in)' } }

const deployOptions = { estate, outdir, cluster, department, stack, parallel, context, kubeconfig }
const live: OptionSpec = { type: 'boolean', help: { zh: '审计在线集群', en: 'audit the live cluster' } }
const profile: OptionSpec = { type: 'string', value: 'P', help: { zh: 'gbt-22239[:2|3|4]、pss:baseline、pss:restricted（缺省 gbt-22239）', en: 'gbt-22239[:2|3|4], pss:baseline, pss:restricted (default gbt-22239)' } }
const pssVersion: OptionSpec = { type: 'string', value: 'v1.N', help: { zh: 'Pod Security Standards 的版本，如 v1.34', en: 'version of the Pod Security Standards, such as v1.34' } }
const asLevel: OptionSpec = { type: 'string', among: ['2', '3', '4'], help: { zh: '按此等级预演', en: 'preview at this level' } }
const evidence: OptionSpec = { type: 'string', value: 'DIR', help: { zh: '证据目录（没有就新建）：散列链日志和判定过的对象', en: 'evidence folder (made where there is none): hash-chained log and judged objects' } }
const evidenceKey: OptionSpec = { type: 'string', value: 'FILE', help: { zh: '给证据签名的私钥（PEM，SM2 或 Ed25519）', en: 'private key that signs the evidence (PEM, SM2 or Ed25519)' } }
const evidenceHash: OptionSpec = { type: 'string', among: ['sm3', 'sha256'], help: { zh: '新建证据目录用的散列（缺省 sm3）', en: 'hash of a new evidence folder (default sm3)' } }

export const verbs = {
  validate: {
    summary: { zh: '检查声明：全部错误一次给出', en: 'check the estate: every error in one run' },
    usage: '[DIR] [options]',
    options: { format: { type: 'string', among: ['text', 'json'], help: { zh: '输出格式（缺省 text）', en: 'format (default text)' } }, digest: { type: 'string', multiple: true, value: 'KIND/NAME', help: { zh: '给出文档的摘要，供 Approval 的 digest 填写，如 Flow/portal-to-db', en: 'digest of a document, for the digest of its Approval, such as Flow/portal-to-db' } } },
    examples: ['ywq validate stacks/examples/minimal', 'ywq validate estate --digest Flow/portal-to-db'],
    load: () => import('./verbs/validate.ts'),
  },
  synth: {
    summary: { zh: '由声明生成 Terraform 栈（cdktf.out）', en: 'build the Terraform stacks from the estate (cdktf.out)' },
    usage: '[--estate DIR] [--outdir DIR]',
    options: { estate, outdir },
    examples: ['ywq synth --estate stacks/examples/minimal'],
    load: () => import('./verbs/synth.ts'),
  },
  diff: {
    summary: { zh: '部署前看差异：逐栈 plan', en: 'what a deploy would change: plan of every stack' },
    usage: '[--estate DIR] [--department D…] [--stack NAME…]',
    options: deployOptions,
    load: () => import('./verbs/diff.ts'),
  },
  deploy: {
    summary: { zh: '分批部署：平台 → 准入 → 监测 → 空间 → 应用', en: 'deploy in waves: platform → admission → monitoring → space → apps' },
    usage: '[--estate DIR] [--department D…] [--stack NAME…]',
    options: { ...deployOptions, refresh: { type: 'boolean', help: { zh: '每个栈都运行 Terraform，即使声明和集群都没变', en: 'run Terraform for every stack, also where neither estate nor cluster changed' } } },
    examples: ['ywq deploy --estate stacks/examples/minimal --context lingzhou=my-context', 'cdktf deploy "lingzhou_space_*" --auto-approve --skip-provider-lock'],
    load: () => import('./verbs/deploy.ts'),
  },
  destroy: {
    summary: { zh: '销毁指定的栈（必须写明 --stack 或 --department）', en: 'destroy the named stacks (--stack or --department is required)' },
    usage: '--stack NAME… | --department D…',
    options: deployOptions,
    load: () => import('./verbs/destroy.ts'),
  },
  audit: {
    summary: { zh: '同一套检查，审计声明、综合结果、计划、清单或在线集群', en: 'the same checks on the estate, synth, plan, manifests or the live cluster' },
    usage: 'INPUT… [--estate DIR] [--live] [options]',
    options: {
      estate,
      live,
      context,
      kubeconfig,
      profile,
      'pss-version': pssVersion,
      check: { type: 'string', multiple: true, value: 'ID', help: { zh: '只运行这些检查（可用逗号分隔）', en: 'these checks only (commas allowed)' } },
      department,
      'as-level': asLevel,
      'fail-on': { type: 'string', among: [...severities, 'none'], help: { zh: '不低于此级别的发现使退出码为 1（缺省 high）', en: 'findings at or above this severity exit 1 (default high)' } },
      baseline: { type: 'string', value: 'FILE', help: { zh: '基线：只有新发现影响退出码，已整改的会列出', en: 'baseline: only new findings count for the exit code; what was fixed is listed' } },
      'baseline-write': { type: 'string', value: 'FILE', help: { zh: '把今天的发现写成基线', en: 'write the findings of today as a baseline' } },
      approvals,
      evidence,
      'evidence-key': evidenceKey,
      'evidence-hash': evidenceHash,
      now,
      format: { type: 'string', multiple: true, value: 'F', among: formats, help: { zh: `输出格式，可与 --output 成对重复：${formats.join('|')}`, en: `format, repeatable in pairs with --output: ${formats.join('|')}` } },
      output: { type: 'string', multiple: true, value: 'FILE', help: { zh: '写到文件（缺省标准输出）', en: 'write to a file (default standard output)' } },
    },
    examples: ['ywq audit cdktf.out --estate stacks/examples/minimal', 'kubectl get all,netpol -A -o yaml | ywq audit -', 'ywq audit --live --estate estate --format sarif --output ywq.sarif --format html --output ywq.html'],
    load: () => import('./verbs/audit.ts'),
  },
  evidence: {
    summary: { zh: '核验证据、查看判定背后的对象、导出证据头', en: 'verify the evidence, show the object behind a verdict, export the head' },
    usage: 'verify [--head H] | show ID | head [--output FILE]',
    options: {
      evidence: { type: 'string', value: 'DIR', help: { zh: '证据目录（缺省 evidence）', en: 'evidence folder (default evidence)' } },
      head: { type: 'string', value: 'FILE', help: { zh: 'verify：另存的证据头，用来证明末尾没有被截去', en: 'verify: a head kept apart, which proves that the tail was not cut off' } },
      key: { type: 'string', value: 'FILE', help: { zh: 'verify：应当签名的公钥（PEM）', en: 'verify: the public key that must have signed (PEM)' } },
      format: { type: 'string', among: ['text', 'json'], help: { zh: '输出格式（缺省 text）', en: 'format (default text)' } },
      output: { type: 'string', value: 'FILE', help: { zh: 'head：写到文件（缺省标准输出）', en: 'head: write to a file (default standard output)' } },
    },
    examples: ['ywq audit cdktf.out --estate estate --evidence evidence --evidence-key key.pem', 'ywq evidence head --output head.json', 'ywq evidence verify --head head.json --key key.pub.pem', 'ywq evidence show 12/9f86d081'],
    load: () => import('./verbs/evidence.ts'),
  },
  bundle: {
    summary: { zh: '离线证据包：报告、工作表、证据和一个文件的核验程序', en: 'offline bundle: report, worksheet, evidence and a verifier in one file' },
    usage: 'INPUT… --evidence DIR --output FILE.zip [options]',
    options: { estate, live, context, kubeconfig, profile, 'pss-version': pssVersion, 'as-level': asLevel, approvals, now, evidence, 'evidence-key': evidenceKey, 'evidence-hash': evidenceHash, output: { type: 'string', value: 'FILE', help: { zh: 'zip 文件', en: 'the zip file' } } },
    examples: ['ywq bundle cdktf.out --estate estate --evidence evidence --output ywq-bundle.zip'],
    load: () => import('./verbs/bundle.ts'),
  },
  ...paperVerbs,
  catalogue: {
    summary: { zh: '等级保护条款：列出、筛选、解释一条、看覆盖', en: 'clauses of the standard: list, filter, explain one, coverage' },
    usage: '[CLAUSE…] [options]',
    options: {
      level: { type: 'string', multiple: true, among: ['2', '3', '4'], help: { zh: '只看这些等级（缺省全部）', en: 'these levels only (default all)' } },
      part: { type: 'string', among: ['general', 'cloud'], help: { zh: '通用要求或云计算扩展', en: 'general requirements or cloud extension' } },
      status: { type: 'string', among: ['automated', 'partial', 'manual', 'inherited', 'not-applicable'], help: { zh: '证明程度', en: 'how far it is proved' } },
      responsibility: { type: 'string', among: ['platform', 'tenant', 'shared', 'organisation', 'facility'], help: { zh: '谁的责任', en: 'whose duty' } },
      domain: { type: 'string', value: 'TEXT', help: { zh: '安全域的标题（可只写一部分），如 计算环境', en: 'heading of the domain or a part of it, such as "Computing"' } },
      dimension: { type: 'string', among: ['统筹管理', '项目建设', '数据共享开放', '安全保障', '应用成效'], help: { zh: '评估维度', en: 'evaluation dimension' } },
      check: { type: 'string', value: 'ID', help: { zh: '挂在这个检查上的条款', en: 'clauses that hang on this check' } },
      crosswalk: { type: 'string', value: 'ID[/ITEM]', help: { zh: '对照表里的条款，如 cloud-service-assessment/AU、cis-kubernetes/5.1.1', en: 'clauses of a crosswalk, such as cloud-service-assessment/AU, cis-kubernetes/5.1.1' } },
      coverage: { type: 'boolean', help: { zh: '只看覆盖数字', en: 'coverage numbers only' } },
      format: { type: 'string', among: ['text', 'json'], help: { zh: '输出格式（缺省 text）', en: 'format (default text)' } },
    },
    examples: ['ywq catalogue 8.1.4.2.d', 'ywq catalogue --level 3 --coverage', 'ywq catalogue --check no-wildcard-rbac'],
    load: () => import('./verbs/catalogue.ts'),
  },
  reach: {
    summary: { zh: '谁能到谁：按策略精确计算，出矩阵、解释、变化，或与声明核对', en: 'who reaches whom, exactly: as a matrix, explained, compared, or held against what is declared' },
    usage: 'INPUT… [--from A] [--to B] [--matrix M] | --explain | --assert-flows | --diff OLD NEW',
    options: {
      estate,
      live: { type: 'boolean', help: { zh: '读在线集群', en: 'read the live cluster' } },
      context,
      kubeconfig,
      cluster,
      from: { type: 'string', value: 'NS[/WORKLOAD]', help: { zh: '从哪里：命名空间、命名空间/工作负载、地址或网段', en: 'from where: namespace, namespace/workload, address or CIDR' } },
      to: { type: 'string', value: 'NS[/WORKLOAD]', help: { zh: '到哪里，写法同上', en: 'to where, written the same way' } },
      port: { type: 'string', value: 'P[/PROTO]', help: { zh: '只看这些端口，如 443、53/UDP', en: 'these ports only, such as 443, 53/UDP' } },
      matrix: { type: 'string', among: ['zone', 'system', 'workload'], help: { zh: '矩阵的粒度（缺省：有声明时按区，否则按工作负载）', en: 'grain of the matrix (default: zone with an estate, else workload)' } },
      explain: { type: 'boolean', help: { zh: '说明哪条策略放行或拦住（要 --from 和 --to）', en: 'which policy allows or blocks (needs --from and --to)' } },
      'assert-flows': { type: 'boolean', help: { zh: '核对：放行的 = 声明的（要 --estate），不符退出 1', en: 'allowed = declared (needs --estate); exit 1 where not' } },
      diff: { type: 'boolean', help: { zh: '比较两个输入；有未声明的新放行退出 1', en: 'compare two inputs; exit 1 on anything newly allowed without a Flow' } },
      assume: { type: 'string', among: ['ipblock-selects-pods', 'ipblock-excludes-pods'], help: { zh: 'ipBlock 是否也命中 Pod（缺省按 Cluster 文档，未写为未知）', en: 'whether ipBlocks select pods (default: the Cluster document, else unknown)' } },
      format: { type: 'string', among: ['table', 'json', 'csv', 'html', 'dot', 'mermaid', 'markdown'], help: { zh: '输出格式（缺省 table）', en: 'format (default table)' } },
      output: { type: 'string', value: 'FILE', help: { zh: '写到文件（缺省标准输出）', en: 'write to a file (default standard output)' } },
    },
    examples: ['ywq reach cdktf.out --estate stacks/examples/minimal --assert-flows', 'ywq reach manifests --from shop --to shop/db --explain', 'ywq reach --diff main-manifests branch-manifests --estate estate --format markdown'],
    load: () => import('./verbs/reach.ts'),
  },
  network: {
    summary: { zh: '声明的网络：地址分配与空余、接入覆盖、链路、专网、平面', en: 'the network as declared: address plan with free space, coverage, links, private networks, planes' },
    usage: '[--estate DIR] [--format table|json]',
    options: {
      estate,
      now,
      format: { type: 'string', among: ['table', 'json'], help: { zh: '输出格式（缺省 table）', en: 'format (default table)' } },
      output: { type: 'string', value: 'FILE', help: { zh: '写到文件（缺省标准输出）', en: 'write to a file (default standard output)' } },
    },
    examples: ['ywq network --estate stacks/examples/yongzhou'],
    load: () => import('./verbs/network.ts'),
  },
  report: {
    summary: { zh: '网络安全指数（由 JSON 报告算出）；OSCAL 目录、基线与组件', en: 'the security index, from a JSON report; OSCAL catalog, profiles and components' },
    usage: 'index REPORT.json [--previous OLD.json] | oscal --output DIR',
    options: {
      previous: { type: 'string', value: 'FILE', help: { zh: '上期的 JSON 报告，按同一权重重算后比较', en: 'JSON report of the last period, reckoned again under the same weights' } },
      format: { type: 'string', among: ['table', 'json'], help: { zh: '指数的输出格式（缺省 table）', en: 'format of the index (default table)' } },
      output: { type: 'string', value: 'FILE|DIR', help: { zh: '写到文件；oscal 写到目录', en: 'write to a file; oscal writes to a folder' } },
      now,
    },
    examples: ['ywq audit cdktf.out --estate estate --output report.json && ywq report index report.json', 'ywq report oscal --output oscal'],
    load: () => import('./verbs/report.ts'),
  },
  serve: {
    summary: { zh: '监看在线集群，向 Prometheus 提供指标', en: 'watch the live cluster and serve metrics to Prometheus' },
    usage: '[--estate DIR] [--context C…] [--listen 127.0.0.1:9464]',
    options: {
      estate,
      context,
      kubeconfig,
      listen: { type: 'string', value: 'HOST:PORT', help: { zh: '监听地址（缺省 127.0.0.1:9464；非本机地址必须 TLS 并鉴权）', en: 'address (default 127.0.0.1:9464; off loopback TLS and authentication are required)' } },
      'tls-cert': { type: 'string', value: 'FILE', help: { zh: 'TLS 证书', en: 'TLS certificate' } },
      'tls-key': { type: 'string', value: 'FILE', help: { zh: 'TLS 私钥', en: 'TLS private key' } },
      'token-file': { type: 'string', value: 'FILE', help: { zh: '持有者令牌文件（每行一个）', en: 'file of bearer tokens (one a line)' } },
      auth: { type: 'string', among: ['kubernetes'], help: { zh: '用 TokenReview 和 SubjectAccessReview 鉴权', en: 'authenticate by TokenReview and SubjectAccessReview' } },
      interval: { type: 'string', value: 'SECONDS', help: { zh: '全量审计间隔（缺省 30 秒）', en: 'seconds between full audits (default 30)' } },
      ...kpiOptions,
      store,
      limits,
      now,
    },
    load: () => import('./verbs/serve.ts'),
  },
  drift: {
    summary: { zh: '声明与在线集群逐字段比对：缺失、被改、未声明，谁改的', en: 'declaration against the live cluster, field by field: missing, changed, undeclared, and by whom' },
    usage: '[INPUT…] [--estate DIR] [--context C…] [--against FILE…]',
    options: {
      estate,
      live: { type: 'boolean', help: { zh: '与在线集群比（缺省如此）', en: 'against the live cluster (the default)' } },
      context,
      kubeconfig,
      against: { type: 'string', multiple: true, value: 'INPUT', help: { zh: '不连集群，与导出的对象比：kubectl get … -o yaml', en: 'no cluster: against exported objects, kubectl get … -o yaml' } },
      'audit-log': { type: 'string', value: 'FILE', help: { zh: 'API 服务器的审计日志，用来说出是谁', en: 'audit log of the API server, to tell who it was' } },
      department,
      format: { type: 'string', among: ['table', 'json'], help: { zh: '输出格式（缺省 table）', en: 'format (default table)' } },
      output: { type: 'string', value: 'FILE', help: { zh: '写到文件（缺省标准输出）', en: 'write to a file (default standard output)' } },
    },
    examples: ['ywq drift --estate estate --context city=prod --audit-log /var/log/kubernetes/audit.log', 'ywq drift cdktf.out --context prod --format json'],
    load: () => import('./verbs/drift.ts'),
  },
  kpi: kpiVerb,
  incident: {
    summary: { zh: '事件台账：登记、受理、合并、定级、上报、恢复、关闭、列出', en: 'the incident ledger: open, ack, link, escalate, report, recover, close, list' },
    usage: 'open|ack|link|escalate|report|recover|close|list|show|maintenance [ID] [options]',
    options: {
      estate,
      store,
      limits,
      by: { type: 'string', value: 'PERSON', help: { zh: '谁做的（Person 的 name）', en: 'who acts (name of a Person)' } },
      title: { type: 'string', value: 'TEXT', help: { zh: 'open：一句话说明', en: 'open: what it is, in a line' } },
      system: { type: 'string', value: 'NAME', help: { zh: '系统', en: 'system' } },
      department: { type: 'string', value: 'NAME', help: { zh: '部门（缺省为系统的部门）', en: 'department (default that of the system)' } },
      cluster: { type: 'string', value: 'NAME', help: { zh: '集群（缺省为系统的）', en: 'cluster (default that of the system)' } },
      'detected-by': { type: 'string', among: ['monitoring', 'user', 'hotline', 'inspection', 'notice'], help: { zh: 'open：监测、用户、热线、检查、通报', en: 'open: how it came to light' } },
      occurred: { type: 'string', value: 'T', help: { zh: 'open：何时发生（缺省现在）', en: 'open: when it began (default now)' } },
      affected: { type: 'string', value: 'N', help: { zh: '影响人数', en: 'people hit' } },
      parent: { type: 'string', value: 'ID', help: { zh: 'link：公共服务的事件', en: 'link: incident of the shared service' } },
      grade: { type: 'string', among: ['1', '2', '3', '4'], help: { zh: 'escalate：1 特别重大 2 重大 3 较大 4 一般', en: 'escalate: 1 is the gravest' } },
      at: { type: 'string', value: 'T', help: { zh: 'recover：何时恢复（缺省现在）', en: 'recover: when (default now)' } },
      'resolved-by': { type: 'string', value: 'PERSON', help: { zh: 'close：运维单位的处置人', en: 'close: who resolved it, of the operator' } },
      'confirmed-by': { type: 'string', value: 'PERSON', help: { zh: 'close：建设单位的确认人', en: 'close: who confirms, of the owner' } },
      cause: { type: 'string', value: 'TEXT', help: { zh: 'close：原因', en: 'close: the cause' } },
      rule: { type: 'string', value: 'NAME', help: { zh: 'close：新增或修改的告警规则', en: 'close: the new or changed alert rule' } },
      'no-rule': { type: 'string', value: 'TEXT', help: { zh: 'close：为什么不需要告警规则', en: 'close: why no rule is needed' } },
      from: { type: 'string', value: 'T', help: { zh: 'maintenance：起', en: 'maintenance: from' } },
      to: { type: 'string', value: 'T', help: { zh: 'maintenance：止', en: 'maintenance: to' } },
      reason: { type: 'string', value: 'TEXT', help: { zh: 'maintenance：事由', en: 'maintenance: what for' } },
      state: { type: 'string', multiple: true, among: ['open', 'acknowledged', 'recovered', 'closed'], help: { zh: 'list：这些状态（缺省未关闭的）', en: 'list: these states (default all but closed)' } },
      now,
      format: { type: 'string', among: ['table', 'json'], help: { zh: '输出格式（缺省 table）', en: 'format (default table)' } },
    },
    examples: ['ywq incident open --title 市民反映参保查询打不开 --system insurance --detected-by hotline --occurred 2026-06-30T09:00:00+08:00 --by liu', 'ywq incident list --format json', 'ywq incident close 20261121-7f3a9c --resolved-by liu --confirmed-by chen --cause 数据库连接耗尽 --rule YwqSloBudgetBurnFast'],
    load: () => import('./verbs/incident.ts'),
  },
  rules: {
    summary: { zh: 'Prometheus 规则（通用告警、服务目标）与 Alertmanager 配置', en: 'rules for Prometheus (generic alerts, SLOs) and the configuration of Alertmanager' },
    usage: '[--estate DIR] [--openslo FILE…] [--format prometheus|prometheusrule|alertmanager]',
    options: {
      estate,
      department,
      openslo: { type: 'string', multiple: true, value: 'FILE', help: { zh: 'OpenSLO v1 文件或目录，一并生成', en: 'OpenSLO v1 file or folder, rules are made of it as well' } },
      gateway: { type: 'string', value: 'URL', help: { zh: 'Alertmanager 把通知发到 URL/接收者名（缺省 http://127.0.0.1:8060/notify）', en: 'Alertmanager notifies URL/receiver (default http://127.0.0.1:8060/notify)' } },
      'ledger-url': { type: 'string', value: 'URL', help: { zh: '事件台账的网址（缺省 http://127.0.0.1:9464/api/alerts）', en: 'where the incident ledger takes alerts (default http://127.0.0.1:9464/api/alerts)' } },
      'token-folder': { type: 'string', value: 'DIR', help: { zh: 'Alertmanager 上每个接收者一个令牌文件的目录', en: 'folder on the Alertmanager with a token file for each receiver' } },
      'runbook-url': { type: 'string', value: 'URL', help: { zh: '运行手册的网址（缺省 ywq serve 的 /runbook）', en: 'where the runbook is published (default /runbook of ywq serve)' } },
      format: { type: 'string', among: ['prometheus', 'prometheusrule', 'alertmanager'], help: { zh: '规则文件、PrometheusRule 对象或 Alertmanager 配置（缺省 prometheus）', en: 'rule file, PrometheusRule objects or the configuration of Alertmanager (default prometheus)' } },
      output: { type: 'string', value: 'FILE', help: { zh: '写到文件（缺省标准输出）', en: 'write to a file (default standard output)' } },
    },
    examples: ['ywq rules --estate stacks/examples/minimal --output slo.yaml && promtool check rules slo.yaml', 'ywq rules --estate estate --format alertmanager --output alertmanager.yml && amtool check-config alertmanager.yml'],
    load: () => import('./verbs/rules.ts'),
  },
} as const satisfies Readonly<Record<string, Verb>>
