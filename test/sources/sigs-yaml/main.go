// Reads one JSON string a line (a YAML document) and answers one JSON line: what sigs.k8s.io/yaml makes of it.
// The reference for policies/sources/yaml; started by yaml-differential.test.ts.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"sigs.k8s.io/yaml"
)

type answer struct {
	JSON   json.RawMessage `json:"json,omitempty"`
	Error  string          `json:"error,omitempty"`
	Strict string          `json:"strict,omitempty"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<28)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for in.Scan() {
		var document string
		if err := json.Unmarshal(in.Bytes(), &document); err != nil {
			panic(err)
		}
		var a answer
		if converted, err := yaml.YAMLToJSON([]byte(document)); err != nil {
			a.Error = err.Error()
		} else {
			a.JSON = converted
		}
		if _, err := yaml.YAMLToJSONStrict([]byte(document)); err != nil {
			a.Strict = err.Error()
		}
		if err := encoder.Encode(a); err != nil {
			panic(err)
		}
	}
}
