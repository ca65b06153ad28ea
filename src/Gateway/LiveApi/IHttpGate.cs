using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.LiveApi;

/// <summary>Who may come in by HTTP.</summary>
internal interface IHttpGate
{
    /// <summary>Null to let it in, else the first refusal of: address 403, credentials 401 (or 403), rate 429.</summary>
    ValueTask<HttpRefusal?> Check(HttpContext context);
}
