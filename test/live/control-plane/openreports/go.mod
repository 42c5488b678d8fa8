// The custom resource definitions of OpenReports for the live tests: their YAML is read out of the module, nothing is built.
module yunwangqiang/test/live/control-plane/openreports

go 1.24.0

require github.com/openreports/reports-api v0.2.1
