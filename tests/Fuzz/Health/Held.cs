namespace EventPlatform.Fuzz.Health;

/// <summary>What a gateway holds for its clients.</summary>
internal sealed record Held(double Connections, double Sessions, double Subscriptions);
