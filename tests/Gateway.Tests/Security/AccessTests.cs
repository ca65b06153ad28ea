using System.Net;
using EventPlatform.Gateway.Security;
using Microsoft.Extensions.Primitives;

namespace EventPlatform.Gateway.Tests.Security;

public sealed class AccessTests
{
    [Theory]
    [InlineData("127.0.0.0/8", "127.9.9.9", true)]
    [InlineData("127.0.0.0/8", "128.0.0.1", false)]
    [InlineData("127.0.0.0/8", "::ffff:127.0.0.1", true)]
    [InlineData("127.0.0.0/8", "::1", false)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("10.1.2.3/8", "10.200.0.1", true)]
    [InlineData("192.168.1.7", "192.168.1.7", true)]
    [InlineData("192.168.1.7", "192.168.1.8", false)]
    [InlineData("192.168.1.128/25", "192.168.1.127", false)]
    [InlineData("192.168.1.128/25", "192.168.1.200", true)]
    [InlineData("0.0.0.0/0", "8.8.8.8", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "8.8.8.8", false)]
    [InlineData("2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    public void Contains_Table(string entry, string address, bool expected) =>
        Assert.Equal(expected, AccessList.Of(entry).Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("127.1")]
    [InlineData("010.0.0.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("::1/129")]
    [InlineData("[::1]")]
    [InlineData("10.0.0.0/8/8")]
    public void TryParse_NoRange_IsRefused(string text) => Assert.False(AddressRange.TryParse(text, out _));

    [Theory]
    [InlineData(true)]
    [InlineData(true, "127.0.0.1", "::1", "127.8.0.0/16", "::ffff:127.0.0.1")]
    [InlineData(false, "127.0.0.0/7")]
    [InlineData(false, "127.0.0.1", "10.0.0.1")]
    [InlineData(false, "::/64")]
    public void IsLoopbackOnly_Table(bool expected, params string[] entries) =>
        Assert.Equal(expected, AccessList.Of(entries).IsLoopbackOnly);

    [Fact]
    public void Contains_UnknownAddress_Never() => Assert.False(AccessList.Of("0.0.0.0/0", "::/0").Contains(null));

    [Theory]
    [InlineData("10.0.0.9", "1.2.3.4", "10.0.0.9")]
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    [InlineData("10.0.0.1", "1.2.3.4", "1.2.3.4")]
    [InlineData("::ffff:10.0.0.1", "1.2.3.4", "1.2.3.4")]
    [InlineData("10.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4")]
    [InlineData("10.0.0.1", "6.6.6.6, 1.2.3.4,10.0.0.2", "1.2.3.4")]
    [InlineData("10.0.0.1", "6.6.6.6|1.2.3.4|10.0.0.2", "1.2.3.4")]
    [InlineData("10.0.0.1", "10.0.0.2, 10.0.0.1", "10.0.0.2")]
    [InlineData("10.0.0.1", "1.2.3.4:5060", "1.2.3.4")]
    [InlineData("10.0.0.1", "[2001:db8::1]:443", "2001:db8::1")]
    [InlineData("10.0.0.1", "2001:db8::1", "2001:db8::1")]
    [InlineData("10.0.0.1", "::ffff:1.2.3.4", "1.2.3.4")]
    [InlineData("10.0.0.1", "1.2.3.4, unknown", null)]
    [InlineData("10.0.0.1", "unknown, 1.2.3.4", "1.2.3.4")]
    public void ClientAddress_Table(string remote, string forwarded, string? expected)
    {
        var client = ClientAddress.Of(
            new IPEndPoint(IPAddress.Parse(remote), 1), new StringValues(forwarded.Split('|')), AccessList.Of("10.0.0.1", "10.0.0.2"));

        Assert.Equal(expected is null ? null : IPAddress.Parse(expected), client);
    }
}
