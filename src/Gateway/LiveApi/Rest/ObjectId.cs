namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>Ids are UUIDs with hyphens, written in lower case, read in any.</summary>
internal static class ObjectId
{
    public static bool TryRead(string text, out Guid id) => Guid.TryParseExact(text, "D", out id);
}
