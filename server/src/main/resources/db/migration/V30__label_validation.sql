-- Projects made before these settings existed get them as they are in new projects.
update project set settings = (
  '{"customValidationEnabled": false, "preventSubmission": false, "enforceOnApi": false,
    "validationFunction": "", "externalValidation": null,
    "benchmarkCutoffScore": 70, "benchmarkCutoffMin": 5}'::jsonb || settings::jsonb)::json;
