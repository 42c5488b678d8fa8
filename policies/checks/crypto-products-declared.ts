/**
 * Restricted fields: System.crypto.profile, products[].certificate, products[].expires.
 * Allowed values: a crypto block from the trial run on; not profile none from level 3 on; at least one product with profile gm, and at
 * level 4 in any case; each product with a certificate number that has not expired.
 */
import { estateCheck } from '../check.ts'
import { inProduction } from '../system-phase.ts'
import { hasPassed } from '../today.ts'

export const cryptoProductsDeclared = estateCheck({
  id: 'crypto-products-declared',
  severity: 'high',
  title: { zh: '密码产品已登记', en: 'Crypto products are declared' },
  why: { zh: '只有经认证且证书有效的密码产品才合乎密码主管部门的要求。', en: 'Only certified crypto products with a valid certificate meet the rules of the crypto authority.' },
  remedy: { zh: '在 crypto 写明 profile 和在用的产品：名称、证书编号、证书有效期。', en: 'State profile and the products in use in crypto: name, certificate number, expiry.' },
  snippet: 'crypto: { profile: gm, products: [{ name: 云服务器密码机, certificate: GM-示例-0001, expires: 2029-05-31 }] }\n',
  reasons: {
    'not-declared': { zh: '没有登记密码应用情况', en: 'the use of cryptography is not declared' },
    none: { zh: '三级及以上系统须用密码保护传输和存储，不能是 none', en: 'from level 3 on data is protected by cryptography: none is not allowed' },
    'no-product': { zh: '没有登记密码产品（国密、四级须登记）', en: 'no crypto product is registered (due with profile gm, and at level 4)' },
    'no-certificate': { zh: '密码产品没有证书编号', en: 'the product has no certificate number' },
    expired: { zh: '密码产品的证书已过期', en: 'the product’s certificate has expired' },
  },
  target: { estate: 'System' },
  applies: inProduction,
  *evaluate(system, context) {
    const { crypto } = system
    if (crypto === undefined) {
      yield { reason: 'not-declared', path: 'crypto' }
      return
    }
    if (crypto.profile === 'none' && context.level >= 3) yield { reason: 'none', path: 'crypto.profile' }
    const products = crypto.products ?? []
    if (products.length === 0 && (crypto.profile === 'gm' || context.level === 4)) yield { reason: 'no-product', path: 'crypto.products' }
    for (const product of products) {
      const path = `crypto.products[${product.name}]`
      if (product.certificate.trim() === '') yield { reason: 'no-certificate', path: `${path}.certificate` }
      if (hasPassed(product.expires, context)) yield { reason: 'expired', path: `${path}.expires`, found: product.expires }
    }
  },
})
