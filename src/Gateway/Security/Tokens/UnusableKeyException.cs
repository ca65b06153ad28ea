namespace EventPlatform.Gateway.Security.Tokens;

/// <summary>A file of keys holds what it must not; the message says what, without the key.</summary>
internal sealed class UnusableKeyException(string message) : Exception(message);
