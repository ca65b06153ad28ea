using System.Text;
using Microsoft.Extensions.Primitives;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// What a client and this server have agreed on about permessage-deflate (RFC 7692 7.1). Neither keeps its window from one message to the
/// next, whatever the offer says, so that a connection holds no memory for it between messages.
/// </summary>
/// <param name="ServerWindowBits">How far back what we send may refer, as a power of two in bytes: 8 to 15.</param>
/// <param name="Header">The value of <c>Sec-WebSocket-Extensions</c> that accepts the offer.</param>
internal sealed record DeflateAgreement(int ServerWindowBits, string Header)
{
    /// <summary>The window of an offer that names none; there is no larger one (RFC 1951 2).</summary>
    public const int WindowBitsMax = 15;

    private const string Extension = "permessage-deflate";
    private const string ServerNoContextTakeover = "server_no_context_takeover";
    private const string ClientNoContextTakeover = "client_no_context_takeover";
    private const string ServerMaxWindowBits = "server_max_window_bits";
    private const string ClientMaxWindowBits = "client_max_window_bits";

    /// <summary>
    /// Accepts the first offer of permessage-deflate that has no unknown, repeated or invalid parameter (RFC 7692 5.1, 7.1).
    /// </summary>
    /// <param name="offers">The header of the request.</param>
    /// <returns>null: there is none, messages go as they are. So it is too when the header is not well-formed.</returns>
    public static DeflateAgreement? Negotiate(StringValues offers)
    {
        foreach (var offer in ExtensionOffer.Parse(offers))
        {
            if (offer.Name == Extension && AreValid(offer.Parameters))
            {
                return Accept(offer.Parameters);
            }
        }

        return null;
    }

    private static bool AreValid(IReadOnlyList<KeyValuePair<string, string?>> parameters)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return parameters.All(parameter => names.Add(parameter.Key) && IsValid(parameter.Key, parameter.Value));
    }

    private static bool IsValid(string name, string? value) => name switch
    {
        ServerNoContextTakeover or ClientNoContextTakeover => value is null,
        ServerMaxWindowBits => IsWindowBits(value),
        ClientMaxWindowBits => value is null || IsWindowBits(value),
        _ => false,
    };

    /// <summary>8 to 15, without leading zeros (RFC 7692 7.1.2).</summary>
    private static bool IsWindowBits(string? value) => value is "8" or "9" or "10" or "11" or "12" or "13" or "14" or "15";

    private static DeflateAgreement Accept(IReadOnlyList<KeyValuePair<string, string?>> parameters)
    {
        var header = new StringBuilder($"{Extension}; {ServerNoContextTakeover}; {ClientNoContextTakeover}");
        var serverBits = WindowBitsMax;
        foreach (var (name, value) in parameters)
        {
            // A client's own limit is only repeated: we can inflate from any window. Without a value it asks for nothing.
            if (value is not null)
            {
                header.Append("; ").Append(name).Append('=').Append(value);
                serverBits = name == ServerMaxWindowBits ? int.Parse(value, null) : serverBits;
            }
        }

        return new DeflateAgreement(serverBits, header.ToString());
    }
}
