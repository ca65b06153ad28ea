using YamlDotNet.RepresentationModel;

namespace EventPlatform.Infra.Tests;

/// <summary>A place in a YAML document, which may be empty: what is not there has no members, no items and no text.</summary>
internal sealed class Node(YamlNode? node)
{
    private const string MergeKey = "<<";

    public bool Exists => node is not null;

    /// <summary>Of a scalar.</summary>
    public string? Text => (node as YamlScalarNode)?.Value;

    public IEnumerable<Node> Items => node is YamlSequenceNode sequence ? sequence.Children.Select(child => new Node(child)) : [];

    /// <summary>Its own members, then those that it takes over from another place and does not have itself.</summary>
    public IEnumerable<(string Name, Node Value)> Members
    {
        get
        {
            var own = node is YamlMappingNode mapping
                ? mapping.Children.Select(child => (Name: ((YamlScalarNode)child.Key).Value!, Value: new Node(child.Value))).ToArray()
                : [];
            return own.Where(member => member.Name != MergeKey)
                .Concat(own.Where(member => member.Name == MergeKey).SelectMany(member => member.Value.Members))
                .DistinctBy(member => member.Name);
        }
    }

    public IEnumerable<string> Texts => Items.Select(item => item.Text ?? "");

    /// <param name="path">Names of members, with dots between them.</param>
    public Node this[string path] => path.Split('.').Aggregate(this, (at, name) => at.Member(name));

    /// <summary>A member whose name may have dots.</summary>
    public Node Member(string name) => Members.FirstOrDefault(member => member.Name == name).Value ?? new Node(null);

    /// <summary>Members as texts, such as labels.</summary>
    public IReadOnlyDictionary<string, string> Pairs() =>
        Members.ToDictionary(member => member.Name, member => member.Value.Text ?? "", StringComparer.Ordinal);

    /// <summary>The documents of a text.</summary>
    public static IReadOnlyList<Node> Load(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => new Node(document.RootNode))];
    }
}
