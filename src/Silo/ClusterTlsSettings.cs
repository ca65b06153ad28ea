namespace EventPlatform.Silo;

/// <summary>TLS between silos and gateways: PEM files, all three or none.</summary>
public sealed class ClusterTlsSettings
{
    /// <summary>What this process shows, with intermediates.</summary>
    public string? Certificate { get; set; }

    public string? Key { get; set; }

    /// <summary>Who must have signed what the others show.</summary>
    public string? Authority { get; set; }
}
