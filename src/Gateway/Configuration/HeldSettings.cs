namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// The accepted settings as a source of the framework's own configuration, so that log levels follow a reload that was accepted and never
/// one that was refused.
/// </summary>
internal sealed class HeldSettings : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public void Replace(IConfigurationRoot root)
    {
        Data = new Dictionary<string, string?>(root.AsEnumerable(), StringComparer.OrdinalIgnoreCase);
        OnReload();
    }
}
