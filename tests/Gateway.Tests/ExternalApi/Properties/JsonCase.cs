using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Gateway.Tests.ExternalApi.Properties;

/// <summary>A JSON value and the white space that it is sent with.</summary>
/// <param name="Tree">The value.</param>
/// <param name="Gaps">Where the white space comes from; 0: none.</param>
/// <param name="Spaces">White space that may be in it.</param>
internal sealed record JsonCase(JsonTree Tree, int Gaps, string Spaces)
{
    /// <summary>A line ends at LF; CR may be within.</summary>
    public const string LineSpaces = " \t\r";

    public const string FrameSpaces = " \t\r\n";

    /// <summary>Levels that a member's value may have.</summary>
    private const int LevelsMax = MessageReading.DepthMax - 4;

    public string Text
    {
        get
        {
            var json = new JsonSource(new Random(Gaps));
            return Tree.ToText(Gaps == 0 ? null : () => json.Gap(Spaces));
        }
    }

    public static JsonCase Random(Random random, string spaces)
    {
        var json = new JsonSource(random);
        var tree = random.Next(8) == 0 ? json.Deep(random.Next(LevelsMax)) : json.Value();
        return new JsonCase(tree, random.Next(3) == 0 ? 0 : random.Next(), spaces);
    }

    public IEnumerable<JsonCase> Simpler() =>
    [
        .. Tree.Simpler().Select(tree => this with { Tree = tree }),
        .. Gaps == 0 ? [] : new[] { this with { Gaps = 0 } },
    ];

    public override string ToString() => $"{nameof(JsonCase)}: {Text}";
}
