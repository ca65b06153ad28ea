namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>A member of a JSON object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">What it holds.</param>
/// <param name="IsNeeded">Whether it is always there.</param>
/// <param name="Description">What its name does not say.</param>
internal sealed record Member(string Name, Schema Schema, bool IsNeeded, string? Description = null)
{
    public static Member Given(string name, Schema schema, string? description = null) => new(name, schema, true, description);

    public static Member Maybe(string name, Schema schema, string? description = null) => new(name, schema, false, description);
}
