namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>A fixed part of a path with others below; nothing itself. A child that is null does not exist at the moment.</summary>
internal sealed class Branch(params ReadOnlySpan<(string Segment, Resource? Resource)> children) : Resource
{
    private readonly (string Segment, Resource? Resource)[] _children = children.ToArray();

    public override IReadOnlyList<string> Segments => [.. _children.Select(child => child.Segment)];

    public override ValueTask<Found<Resource>> Next(PathCursor path, Exchange exchange)
    {
        var segment = path.Take();
        foreach (var child in _children)
        {
            if (child.Segment == segment)
            {
                return new(child.Resource is null ? Problem.NoObject : child.Resource);
            }
        }

        return new(Problem.NoPath);
    }
}
