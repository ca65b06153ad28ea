namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>The server did something else than the exchange file says.</summary>
public sealed class ExchangeFailedException : Exception
{
    internal ExchangeFailedException(ScenarioPlace place, int line, string expected, string got, string? because = null)
        : base($"{place.File}:{line} ({place.Column}) {place.Scenario}\n  expected: {Short(expected)}\n  got:      {Short(got)}"
            + (because is null ? "" : $"\n  because:  {Short(because)}"))
    {
    }

    private static string Short(string text) => text.Length <= 2_000 ? text : $"{text[..2_000]}... ({text.Length} characters)";
}
