namespace EventPlatform.Gateway.ExternalApi.Policy;

/// <summary>The settings as they are now.</summary>
internal interface IExternalApiSettings
{
    ExternalApiSettings Current { get; }
}
