using System.Text.RegularExpressions;

namespace EventPlatform.Infra.Tests.Compose;

/// <summary>A compose file, with variables of the caller's environment at their defaults.</summary>
internal sealed partial class ComposeFile(string text)
{
    public Node Root { get; } = Node.Load(Variable().Replace(text, match => match.Groups[1].Value)).Single();

    public IEnumerable<(string Name, Node Service)> Services => Root["services"].Members;

    [GeneratedRegex(@"\$\{\w+:-([^}]*)\}")]
    private static partial Regex Variable();
}
