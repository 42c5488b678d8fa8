/** Where `ywq serve` shows the runbook; Prometheus operators publish it elsewhere by serving behind their own name. */
export const runbookUrl = 'http://127.0.0.1:9464/runbook'
