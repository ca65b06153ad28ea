using Microsoft.Extensions.Primitives;

namespace EventPlatform.Gateway.Transport;

/// <summary>Offers of permessage-deflate and their answers (RFC 6455 9.1, RFC 7692 5 and 7.1).</summary>
public class DeflateNegotiationTests
{
    private const string Agreed = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    [Theory]
    [InlineData("permessage-deflate", "")]
    [InlineData("permessage-deflate; server_no_context_takeover", "")]
    [InlineData("permessage-deflate; client_no_context_takeover", "")]
    [InlineData("permessage-deflate;client_no_context_takeover;server_no_context_takeover", "")]
    [InlineData("permessage-deflate; client_max_window_bits", "")]
    [InlineData("permessage-deflate; client_max_window_bits=8", "; client_max_window_bits=8")]
    [InlineData("permessage-deflate; client_max_window_bits=15", "; client_max_window_bits=15")]
    [InlineData("permessage-deflate; server_max_window_bits=8", "; server_max_window_bits=8")]
    [InlineData("permessage-deflate; server_max_window_bits=15", "; server_max_window_bits=15")]
    [InlineData("permessage-deflate; server_max_window_bits=10; client_max_window_bits", "; server_max_window_bits=10")]
    [InlineData("permessage-deflate; server_max_window_bits=\"10\"", "; server_max_window_bits=10")]
    [InlineData("permessage-deflate; server_max_window_bits=\"1\\0\"", "; server_max_window_bits=10")]
    [InlineData(" \tpermessage-deflate\t;  server_max_window_bits = 9 \t", "; server_max_window_bits=9")]
    [InlineData(",, permessage-deflate,", "")]
    public void Negotiate_ValidOffer_IsAccepted(string offers, string parameters) =>
        Assert.Equal(Agreed + parameters, DeflateAgreement.Negotiate(offers)?.Header);

    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    [InlineData("permessage-bzip2")]
    [InlineData("x-webkit-deflate-frame")]
    [InlineData("Permessage-Deflate")]
    [InlineData("permessage-deflate; unknown")]
    [InlineData("permessage-deflate; Server_no_context_takeover")]
    [InlineData("permessage-deflate; server_no_context_takeover=1")]
    [InlineData("permessage-deflate; client_no_context_takeover=\"true\"")]
    [InlineData("permessage-deflate; server_no_context_takeover; server_no_context_takeover")]
    [InlineData("permessage-deflate; client_max_window_bits; client_max_window_bits=10")]
    [InlineData("permessage-deflate; server_max_window_bits=10; server_max_window_bits=10")]
    [InlineData("permessage-deflate; server_max_window_bits")]
    [InlineData("permessage-deflate; server_max_window_bits=7")]
    [InlineData("permessage-deflate; server_max_window_bits=16")]
    [InlineData("permessage-deflate; server_max_window_bits=010")]
    [InlineData("permessage-deflate; server_max_window_bits=09")]
    [InlineData("permessage-deflate; server_max_window_bits=+9")]
    [InlineData("permessage-deflate; server_max_window_bits=ten")]
    [InlineData("permessage-deflate; client_max_window_bits=0")]
    [InlineData("permessage-deflate; client_max_window_bits=16")]
    public void Negotiate_NothingToAccept_IsDeclined(string offers) => Assert.Null(DeflateAgreement.Negotiate(offers));

    [Theory]
    [InlineData("permessage-deflate;")]
    [InlineData("permessage-deflate; ; client_max_window_bits")]
    [InlineData("permessage-deflate; =10")]
    [InlineData("permessage-deflate; server_max_window_bits=")]
    [InlineData("permessage-deflate; server_max_window_bits=\"\"")]
    [InlineData("permessage-deflate; server_max_window_bits=\"10")]
    [InlineData("permessage-deflate; server_max_window_bits=\"10\\")]
    [InlineData("permessage-deflate; server_max_window_bits=\"1 0\"")]
    [InlineData("permessage-deflate; server_max_window_bits=\"10\"0")]
    [InlineData("permessage-deflate client_max_window_bits")]
    [InlineData("permessage-deflate, a b")]
    [InlineData("permessage-deflate, @")]
    [InlineData(";permessage-deflate")]
    public void Negotiate_NotWellFormed_NothingIsAgreedOn(string offers) => Assert.Null(DeflateAgreement.Negotiate(offers));

    [Theory]
    [InlineData("permessage-deflate; unknown, permessage-deflate; server_max_window_bits=10", "; server_max_window_bits=10")]
    [InlineData("permessage-deflate; server_max_window_bits=7, permessage-bzip2, permessage-deflate", "")]
    [InlineData("other; a=\"b\"; c, permessage-deflate; client_max_window_bits=9, permessage-deflate", "; client_max_window_bits=9")]
    public void Negotiate_SeveralOffers_TheFirstThatIsValidCounts(string offers, string parameters)
    {
        Assert.Equal(Agreed + parameters, DeflateAgreement.Negotiate(offers)?.Header);
        Assert.Equal(Agreed + parameters, DeflateAgreement.Negotiate(new StringValues(offers.Split(',')))?.Header);
    }

    [Theory]
    [InlineData("permessage-deflate", 15)]
    [InlineData("permessage-deflate; client_max_window_bits=9", 15)]
    [InlineData("permessage-deflate; client_max_window_bits=9; server_max_window_bits=12", 12)]
    public void Negotiate_ServerWindow_IsWhatTheClientAllows(string offer, int bits) =>
        Assert.Equal(bits, DeflateAgreement.Negotiate(offer)!.ServerWindowBits);
}
