using System.Net;

namespace EventPlatform.Management;

/// <summary>
/// <c>--check-health</c>: asks a process that runs beside this one, under the same listeners, whether it is ready. For images that hold no
/// other program that could.
/// </summary>
public static class HealthCheck
{
    /// <summary>The argument, alone or with those that tell where settings are.</summary>
    public const string Argument = "--check-health";

    /// <summary>Above the time that a busy process takes to answer, below the time limits of those who call this.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Asks once, for three seconds at most.</summary>
    /// <param name="bind">Address of the management listener. Where it is all addresses, the loopback address is asked.</param>
    /// <param name="port">Its port, 1 to 65535.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>null: ready; otherwise a line that says why not.</returns>
    public static async Task<string?> Ask(IPAddress bind, int port, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bind);
        var host = bind.Equals(IPAddress.Any) ? IPAddress.Loopback : bind.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : bind;
        var address = new UriBuilder(Uri.UriSchemeHttp, host.ToString(), port, "/healthz/ready").Uri;

        // The environment may name a proxy for other purposes.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler) { Timeout = AnswerTimeout };
        try
        {
            using var answer = await client.GetAsync(address, cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK ? null : $"{address} answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return $"{address}: {e.Message}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{address}: no answer within {AnswerTimeout.TotalSeconds} s";
        }
    }
}
