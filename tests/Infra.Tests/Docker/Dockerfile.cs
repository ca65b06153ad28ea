using System.Text.Json;
using System.Text.RegularExpressions;

namespace EventPlatform.Infra.Tests.Docker;

/// <summary>One instruction.</summary>
/// <param name="Keyword">In capitals.</param>
/// <param name="Text">The rest, on one line.</param>
internal sealed record Instruction(string Keyword, string Text)
{
    /// <summary>The words of its exec form, a list in JSON, after what stands before it; null where it is none.</summary>
    public string[]? Exec
    {
        get
        {
            var list = Text.IndexOf('[', StringComparison.Ordinal);
            try
            {
                return list < 0 ? null : JsonSerializer.Deserialize<string[]>(Text[list..]);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

/// <summary>What one image is made from.</summary>
/// <param name="Base">The image it begins with.</param>
/// <param name="Instructions">What is done to it.</param>
internal sealed record Stage(string Base, IReadOnlyList<Instruction> Instructions)
{
    /// <summary>Instructions of one kind.</summary>
    public IEnumerable<Instruction> Of(string keyword) => Instructions.Where(each => each.Keyword == keyword);

    /// <summary>Variables of the image.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment => Of("ENV")
        .SelectMany(each => each.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(pair => pair.Split('=', 2))
        .Select(pair => KeyValuePair.Create(pair[0], pair[1].Trim('"')));
}

/// <summary>A Dockerfile, read as far as ours need.</summary>
internal sealed partial class Dockerfile
{
    private Dockerfile(IReadOnlyList<Stage> stages) => Stages = stages;

    public IReadOnlyList<Stage> Stages { get; }

    /// <summary>The image that is used.</summary>
    public Stage Final => Stages[^1];

    public static Dockerfile Parse(string text)
    {
        var joined = Continued().Replace(string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith('#'))), " ");
        var defaults = new Dictionary<string, string>(StringComparer.Ordinal);
        var stages = new List<(string Base, List<Instruction> Instructions)>();
        foreach (var line in joined.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ', 2);
            var instruction = new Instruction(words[0].ToUpperInvariant(), words.ElementAtOrDefault(1)?.Trim() ?? "");
            switch (instruction.Keyword)
            {
                case "ARG" when stages.Count == 0:
                    var pair = instruction.Text.Split('=', 2);
                    defaults[pair[0]] = pair.ElementAtOrDefault(1) ?? "";
                    break;
                case "FROM":
                    var image = instruction.Text.Split(' ')[0];
                    stages.Add((Argument().Replace(image, match => defaults.GetValueOrDefault(match.Groups[1].Value, "")), []));
                    break;
                default:
                    stages[^1].Instructions.Add(instruction);
                    break;
            }
        }

        return new Dockerfile([.. stages.Select(stage => new Stage(stage.Base, stage.Instructions))]);
    }

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Argument();
}
