namespace EventPlatform.Fuzz.Scenarios;

/// <summary>One way to treat the gateway badly.</summary>
internal interface IScenario
{
    /// <summary>For <c>--only</c> and the counts.</summary>
    string Name { get; }

    /// <summary>How often it is chosen, beside the others.</summary>
    int Weight { get; }

    /// <summary>Does it once.</summary>
    /// <returns>What the gateway did wrong; null: nothing.</returns>
    Task<string?> Run(FuzzContext context);
}
