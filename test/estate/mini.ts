/** A small estate that uses every kind, in block style so that places are easy to name; bad estates are this one with one change. */
import type { SourceFile } from '../../policies/estate/read-files.ts'

export const digest = `sha256:${'a'.repeat(64)}`

const bureau = `kind: Estate
name: mini
title: { zh: 小云 }
schema: 1
timezone: Asia/Shanghai
bureau: data-bureau
regions: [cn-1]
registries: [registry.example.cn/]
breakGlass: [wang]
---
{ kind: Province, name: sheng, title: { zh: 某省 }, code: "990000" }
---
{ kind: City, name: shi, title: { zh: 某市 }, code: "990100", province: sheng }
---
{ kind: County, name: xian, title: { zh: 某县 }, code: "990101", city: shi }
---
{ kind: Township, name: zhen, title: { zh: 某镇 }, code: "990101001", county: xian }
---
{ kind: Village, name: cun, title: { zh: 某村 }, code: "990101001001", township: zhen }
---
kind: Cluster
name: main
city: shi
version: "1.34"
provider: cloud-co
region: cn-1
trust: production
networkPlugin: { name: cilium, enforcesNetworkPolicy: true }
podCidrs: [10.64.0.0/14, "fd00:64::/48"]
serviceCidrs: [10.96.0.0/16, "fd00:96::/112"]
nodeCidrs: [10.10.0.0/20]
pools: [{ name: shared, labels: { pool: shared } }]
storageClasses: [{ name: encrypted, encrypted: true }]
ingress: { className: nginx, namespace: ingress-nginx }
---
kind: Cluster
name: spare
city: shi
version: "1.34"
region: cn-1
trust: disaster-recovery
networkPlugin: { name: calico, enforcesNetworkPolicy: true }
podCidrs: [10.64.0.0/14]
serviceCidrs: [10.96.0.0/16]
nodeCidrs: [10.11.0.0/20]
---
{ kind: Zone, name: front, title: { zh: 公共服务区 }, purpose: service, exposure: government, cidrs: [10.1.0.0/16, "fd00:1::/64"] }
---
{ kind: Zone, name: back, title: { zh: 业务应用区 }, purpose: business, exposure: none, cidrs: [10.2.0.0/16] }
---
{ kind: Plane, name: office, title: { zh: 办公平面 }, carries: [data] }
---
{ kind: AddressPlan, name: whole, title: { zh: 全市 }, area: shi, ipv4: [10.0.0.0/8], ipv6: ["fd00::/16"] }
---
{ kind: AddressPlan, name: front-plan, title: { zh: 公共服务区地址 }, area: shi, zone: front, ipv4: [10.1.0.0/16], ipv6: ["fd00:1::/64"] }
---
{ kind: NetworkNode, name: core, area: shi, role: core, site: 一号机房, cidrs: [192.168.1.0/24] }
---
{ kind: NetworkNode, name: edge, area: xian, role: access, site: 县机房 }
---
{ kind: Link, name: core-edge, from: core, to: edge, bandwidthMbps: 1000, planes: [office], carrier: cloud-co }
---
{ kind: Organisation, name: data-gov, title: { zh: 某市数据局 }, uscc: 11990100000000019F, type: government }
---
{ kind: Organisation, name: hr-gov, title: { zh: 某市人社局 }, uscc: 11990100000000027A, type: government }
---
{ kind: Organisation, name: cloud-co, title: { zh: 某云公司 }, uscc: 91990100000000035W, type: company }
---
{ kind: Person, name: zhang, title: { zh: 张甲 }, organisation: data-gov, account: zhang, email: zhang@example.cn, roles: [{ role: bureau, from: 2025-01-01 }] }
---
{ kind: Person, name: wang, title: { zh: 王乙 }, organisation: data-gov, account: wang, roles: [{ role: system-admin, from: 2025-01-01 }] }
---
{ kind: Person, name: zhao, title: { zh: 赵丙 }, organisation: data-gov, account: zhao, roles: [{ role: audit-admin, from: 2025-01-01 }] }
---
{ kind: Person, name: li, title: { zh: 李丁 }, organisation: data-gov, account: li, roles: [{ role: security-admin, from: 2025-01-01, to: 2027-12-31 }] }
---
{ kind: Person, name: zhou, title: { zh: 周戊 }, organisation: data-gov, account: zhou, roles: [{ role: owner, scope: data-bureau, from: 2025-01-01 }] }
---
{ kind: Person, name: chen, title: { zh: 陈己 }, organisation: hr-gov, account: chen, roles: [{ role: owner, scope: hr, from: 2025-01-01, to: 2027-12-31 }] }
---
{ kind: Person, name: liu, title: { zh: 刘庚 }, organisation: cloud-co, account: liu, roles: [{ role: operator, from: 2025-01-01 }] }
---
{ kind: Contract, name: operate, title: { zh: 运维合同 }, type: operate, customer: data-gov, supplier: cloud-co, systems: [portal], from: 2025-01-01, to: 2027-12-31, terms: { security: true, confidentiality: true, dataReturn: true } }
---
kind: GradingObject
name: services
title: { zh: 政务服务 }
members: { systems: [portal, insurance] }
level: 3
approvedBy: zhang
filing: { number: "99010000000-25001", organ: 某市公安局, date: 2025-03-01 }
assessments: [{ date: 2026-03-20, body: cloud-co, report: R-1, conclusion: 良, score: 86 }]
---
{ kind: GradingObject, name: platform, title: { zh: 平台 }, members: { platforms: [main, spare], network: true }, level: 3 }
---
kind: Record
name: drill
title: { zh: 演练记录 }
type: drill
covers: [8.1.10.13.c]
scope: { system: portal }
result: 符合
judged: { by: 自查, organisation: data-gov, person: li }
author: liu
issued: 2026-03-01
expires: 2027-02-28
evidence: [{ path: records/drill.pdf, digest: "${digest}" }]
---
{ kind: Applicability, name: no-wifi, clause: 8.1.3.1.d, object: { gradingObject: services }, reason: 本系统没有无线网络接入, confirmedBy: li, confirmed: 2026-01-05 }
---
{ kind: Approval, name: target-agrees, of: Flow/to-portal, digest: "${digest}", as: target-owner, approver: zhou, approved: 2026-01-12 }
---
{ kind: Approval, name: bureau-agrees, of: Flow/to-portal, digest: "${digest}", as: bureau, approver: zhang, approved: 2026-01-15 }
`

const departments = `{ kind: Department, name: data-bureau, title: { zh: 市数据局 }, area: shi, organisation: data-gov, owner: zhou, costCentre: CC-01, contacts: [{ name: 值班室 }] }
---
{ kind: Department, name: hr, title: { zh: 市人社局 }, area: shi, owner: chen, costCentre: CC-02, contacts: [{ name: 值班室 }] }
---
kind: System
name: portal
title: { zh: 门户, en: Portal }
department: data-bureau
phase: running
phaseSince: 2025-04-01
project: smart
catalogue: C-1
parties:
  owner: { organisation: data-gov, contact: zhou, from: 2025-01-01 }
  operators:
    - { organisation: cloud-co, contact: liu, contract: operate, from: 2025-01-01, to: 2027-12-31 }
usage: { kind: people, registeredUsers: 200000 }
data:
  - { name: 办件, class: general, personal: true, tier: web, share: conditional, basis: 审批, region: cn-1 }
security: { planned: 2024-06-01, built: 2024-12-01, used: 2025-04-01 }
crypto: { profile: gm, assessed: 2026-01-01, expires: 2027-01-01 }
monitoring:
  kpis: { activeUsers: true, transactions: true, affectedUsers: true }
  duty: liu
dr: { topology: remote-backup, sites: [{ cluster: main, role: primary }, { cluster: spare, role: backup }] }
tiers:
  - name: web
    zone: front
    cluster: main
    pool: shared
    workloads:
      - name: web
        image: registry.example.cn/a/web@sha256:${'b'.repeat(64)}
        replicas: 2
        ports:
          - { name: http, port: 8080 }
          - { name: admin, port: 9090 }
        probes: { readiness: { path: /ready, port: http } }
        resources: { cpu: 250m, memory: 512Mi }
        env: { LOG_LEVEL: info, TOKEN_FILE: /run/secrets/token }
        ingress: { host: portal.example.cn, tlsSecret: portal-tls, port: http }
        autoscale: { min: 2, max: 6, cpuPercent: 70 }
---
kind: System
name: insurance
title: { zh: 社保 }
department: hr
phase: running
phaseSince: 2025-04-01
catalogue: C-2
uses: [identity]
parties:
  owner: { organisation: hr-gov, contact: chen, from: 2025-01-01 }
usage: { kind: internal }
tiers:
  - { name: web, zone: front, cluster: main }
  - name: db
    zone: back
    cluster: main
    workloads:
      - name: db
        type: StatefulSet
        image: registry.example.cn/b/db@sha256:${'c'.repeat(64)}
        replicas: 1
        ports: [{ name: sql, port: 5432 }]
        resources: { cpu: 250m, memory: 512Mi }
        storage: [{ name: data, mountPath: /data, size: 50Gi, class: encrypted }]
---
{ kind: SharedService, name: identity, title: { zh: 身份认证 }, capability: identity, system: portal, tier: web, ports: [{ port: 8080 }] }
---
{ kind: Flow, name: web-to-db, from: insurance/web, to: insurance/db, ports: [{ port: 5432, endPort: 5433 }], purpose: 网页读写数据库, owner: chen, expires: 2027-12-31 }
---
{ kind: Flow, name: to-portal, from: insurance/web, to: "service:identity", ports: [{ port: 8080 }], purpose: 统一身份登录, owner: chen, expires: 2027-12-31 }
---
{ kind: Flow, name: from-core, from: "node:core", to: portal/web, ports: [{ port: 8080 }], purpose: 核心节点访问, owner: zhou, expires: 2027-12-31 }
---
{ kind: Flow, name: to-outside, from: portal/web, to: 172.16.0.0/24, ports: [{ port: 443 }], purpose: 访问外部接口, owner: zhou, expires: 2027-12-31 }
---
{ kind: PrivateNetwork, name: old-net, title: { zh: 旧专网 }, department: hr, state: isolated }
---
{ kind: Project, name: smart, title: { zh: 智慧项目 }, department: data-bureau, number: P-1, budgetYuan: 1000000, from: 2024-01-01, to: 2026-12-31 }
---
{ kind: LegacyAsset, name: old-room, title: { zh: 旧机房 }, type: room, department: hr, state: migrating }
---
{ kind: Waiver, name: old-image, check: image-pinned-by-digest, match: { system: portal }, department: data-bureau, reason: 厂商下月才给新镜像, measure: 只在内网使用, owner: liu, from: 2026-01-01, expires: 2026-12-31 }
---
kind: Request
name: operate-portal
department: data-bureau
asks: access
requestedBy: liu
requested: 2026-01-02
access: { person: liu, role: operator, systems: [portal], from: 2026-01-03, to: 2026-02-03 }
reason: 升级中间件
---
{ kind: Rectification, name: fix-image, title: { zh: 换镜像 }, check: image-pinned-by-digest, system: portal, source: 自查, owner: liu, opened: 2026-01-01, due: 2026-12-31, interim: 只在内网使用, closedBy: drill }
`

/** Checks that the mini estate's waivers and rectifications may name. */
export const checks = ['image-pinned-by-digest', 'run-as-non-root', 'no-host-path']

export const miniFiles: readonly SourceFile[] = [
  { path: 'bureau.yaml', text: bureau },
  { path: 'departments.yaml', text: departments },
]

/**
 * The mini estate with one change.
 * @throws Error where `from` does not stand in it exactly once: a bad estate that changes nothing proves nothing
 */
export function changed(from: string, to: string): readonly SourceFile[] {
  const places = miniFiles.map((f) => f.text.split(from).length - 1)
  if (places.reduce((a, b) => a + b, 0) !== 1) throw new Error(`"${from}" stands ${places.join(' + ')} times in the mini estate, not once`)
  return miniFiles.map((f) => ({ path: f.path, text: f.text.replace(from, () => to) }))
}

/** The mini estate with more documents in a third file. */
export function extended(text: string): readonly SourceFile[] {
  return [...miniFiles, { path: 'more.yaml', text }]
}

/** Where a fragment stands first: `file:line:column`. */
export function placeOf(files: readonly SourceFile[], fragment: string): string {
  for (const { path, text } of files) {
    const at = text.indexOf(fragment)
    if (at < 0) continue
    const before = text.slice(0, at).split('\n')
    return `${path}:${before.length}:${(before.at(-1) ?? '').length + 1}`
  }
  throw new Error(`"${fragment}" does not stand in the files`)
}
