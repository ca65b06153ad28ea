namespace EventPlatform.Gateway.Configuration;

/// <summary>TLS between silos and gateways, on when set. PEM files; all three or none.</summary>
internal sealed class ClusterTlsOptions
{
    [FilePath]
    public string? Certificate { get; set; }

    [FilePath]
    public string? Key { get; set; }

    [FilePath]
    public string? Authority { get; set; }
}
