using System.Net;

namespace EventPlatform.Gateway.Configuration;

/// <summary>What settings must satisfy together.</summary>
internal static class PlatformRules
{
    /// <exception cref="ConfigurationException">The first rule that is broken.</exception>
    public static void Check(PlatformOptions options)
    {
        CheckPorts(options);
        CheckTls(options);
        CheckOpen(options);
        CheckRealm(options);
        CheckSecret(options.Auth.Jwt.Secret);
        CheckClusterTls(options.Cluster.Tls);
    }

    private static void CheckPorts(PlatformOptions options)
    {
        var keys = new Dictionary<int, string>();
        foreach (var listener in Listener.All.Where(listener => listener.IsOn(options.Listeners)))
        {
            var port = listener.Port(options.Listeners);
            if (!keys.TryAdd(port, listener.Setting))
            {
                throw ConfigurationException.Unusable(
                    listener.Setting, $"port {port} is used by {keys[port]} already; a port may stand only once");
            }
        }
    }

    private static void CheckTls(PlatformOptions options)
    {
        var tls = options.Tls;
        if (tls.Certificate is null != tls.Key is null)
        {
            throw ConfigurationException.Unusable(
                tls.Key is null ? "Tls:Key" : "Tls:Certificate", "Tls:Certificate and Tls:Key go together");
        }

        var encrypted = Listener.All.FirstOrDefault(listener => listener.IsTls && listener.IsOn(options.Listeners));
        if (tls.Certificate is null && encrypted is not null)
        {
            throw ConfigurationException.Unusable("Tls:Certificate", $"{encrypted.Setting} needs a certificate");
        }

        if (tls is { Certificate: null, Required: true })
        {
            throw ConfigurationException.Unusable("Tls:Required", "needs Tls:Certificate and Tls:Key");
        }
    }

    private static void CheckOpen(PlatformOptions options)
    {
        var access = options.Access;
        var isLocal = IPAddress.IsLoopback(options.Listeners.Bind)
            && access.Http.IsLoopbackOnly && access.ExternalApi.IsLoopbackOnly && access.Status.IsLoopbackOnly
            && access.TrustedProxies.IsLoopbackOnly;
        if (options.Auth.Open && !isLocal)
        {
            throw ConfigurationException.Unusable("Auth:Open", "allowed only while Listeners:Bind and all of Access are loopback");
        }
    }

    private static void CheckRealm(PlatformOptions options)
    {
        if (options.Auth.Realm.Password == RealmOptions.DefaultPassword && !options.Access.Http.IsLoopbackOnly)
        {
            throw ConfigurationException.Unusable(
                "Auth:Realm:Password", "the default password is allowed only while Access:Http is loopback only; set another one");
        }
    }

    private static void CheckSecret(string? secret)
    {
        if (secret is null)
        {
            return;
        }

        var bytes = new byte[secret.Length];
        if (!Convert.TryFromBase64String(secret, bytes, out var count) || count < JwtOptions.SecretBytesMin)
        {
            throw ConfigurationException.WrongValue("Auth:Jwt:Secret", null, $"base64 of {JwtOptions.SecretBytesMin} bytes or more");
        }
    }

    private static void CheckClusterTls(ClusterTlsOptions tls)
    {
        var files = new[] { tls.Certificate, tls.Key, tls.Authority };
        if (files.Any(file => file is null) && files.Any(file => file is not null))
        {
            throw ConfigurationException.Unusable("Cluster:Tls", "Certificate, Key and Authority go together");
        }
    }
}
