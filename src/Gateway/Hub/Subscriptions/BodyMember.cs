namespace EventPlatform.Gateway.Hub.Subscriptions;

/// <summary>A member of a subscription's body.</summary>
/// <param name="Name">Its name, unescaped.</param>
/// <param name="Text">Name, colon and value as JSON, without line ends.</param>
internal sealed record BodyMember(byte[] Name, byte[] Text);
