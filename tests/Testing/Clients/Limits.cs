namespace EventPlatform.Testing.Clients;

/// <summary>How long test clients wait for what must come.</summary>
internal static class Limits
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(10);
}
