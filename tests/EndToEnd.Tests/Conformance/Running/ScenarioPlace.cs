namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>What is being run, for messages.</summary>
internal sealed record ScenarioPlace(string File, string Scenario, string Column);
