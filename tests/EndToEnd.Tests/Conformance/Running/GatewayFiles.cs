using EventPlatform.EndToEnd.Tests.Conformance.Format;
using EventPlatform.Testing;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>The files that gateways read: those beside the exchange files, and a folder for what is made for the run.</summary>
internal sealed class GatewayFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventplatform-exchanges-");
    private int _lastNumber;
    private bool _hasKeys;
    private (string Certificate, string Key)? _tls;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>
    /// The settings of a scenario, <c>$files</c>, <c>$keys</c> and <c>$secret</c> replaced; rules become a file of <c>--config</c>, as an
    /// operator writes it.
    /// </summary>
    internal IEnumerable<string> Settings(ScenarioOptions options, SigningKeys keys)
    {
        foreach (var setting in options.Settings)
        {
            if (setting.Contains("$keys", StringComparison.Ordinal) && !_hasKeys)
            {
                keys.Write(_folder.FullName);
                _hasKeys = true;
            }

            yield return setting
                .Replace("$files", ExchangeFile.FolderOf("external-api"), StringComparison.Ordinal)
                .Replace("$keys", _folder.FullName, StringComparison.Ordinal)
                .Replace("$secret", SigningKeys.SecretBase64, StringComparison.Ordinal);
        }

        if (options.HasTls)
        {
            var (certificate, key) = _tls ??= TestCertificate.Write(_folder.FullName);
            yield return $"{GatewaySet.CertificateKey}={certificate}";
            yield return $"Tls:Key={key}";
        }

        if (options.Rules.Length > 0)
        {
            var path = Path.Combine(_folder.FullName, $"rules-{++_lastNumber}.json");
            File.WriteAllText(path, $$$"""{"Authorization":{"Rules":[{{{string.Join(',', options.Rules)}}}]}}""");
            yield return $"config={path}";
        }
    }
}
