namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>A parameter of a request.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="In"><c>path</c>, <c>query</c> or <c>header</c>.</param>
/// <param name="Schema">What it holds.</param>
/// <param name="Description">What it does.</param>
internal sealed record Parameter(string Name, string In, Schema Schema, string Description)
{
    /// <summary>Parameters of a path are in it always, the others never need to be given.</summary>
    public bool IsNeeded => In == "path";

    public static Parameter OfPath(string name, Schema schema, string description) => new(name, "path", schema, description);
}
