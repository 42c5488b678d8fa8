/** The list of estate kinds. A new kind is one schema, one line here. */
import * as governance from './governance.ts'
import * as network from './network.ts'
import * as people from './people.ts'
import * as places from './places.ts'
import { system } from './system.ts'

export const schemas = {
  Estate: places.estate, Province: places.province, City: places.city, County: places.county, Township: places.township, Village: places.village,
  Cluster: places.cluster,
  Organisation: people.organisationDoc, Person: people.personDoc, Contract: people.contract, Department: people.department,
  System: system,
  GradingObject: governance.gradingObject,
  Zone: network.zone, Plane: network.plane, AddressPlan: network.addressPlan, NetworkNode: network.networkNode, Link: network.link,
  PrivateNetwork: network.privateNetwork, Flow: network.flow, SharedService: network.sharedService,
  Project: governance.project, LegacyAsset: governance.legacyAsset,
  Record: governance.record, Applicability: governance.applicability, Waiver: governance.waiver, Request: governance.request,
  Approval: governance.approval, Rectification: governance.rectification,
} as const
