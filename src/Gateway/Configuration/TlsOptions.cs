namespace EventPlatform.Gateway.Configuration;

/// <summary>The server's certificate, and whether plain connections are refused.</summary>
internal sealed class TlsOptions
{
    public const string Section = "Tls";

    /// <summary>PEM file with the certificate and its chain; mandatory when a TLS listener is on.</summary>
    [FilePath]
    public string? Certificate { get; set; }

    /// <summary>PEM file with the private key; mandatory with <see cref="Certificate"/>.</summary>
    [FilePath]
    public string? Key { get; set; }

    /// <summary>
    /// Plain HTTP is answered with 302 to the TLS address; plain upgrades, <c>/rpc</c> and the External API's plain lines are refused.
    /// </summary>
    public bool Required { get; set; }
}
