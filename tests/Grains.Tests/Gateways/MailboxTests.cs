using EventPlatform.Contracts.Gateways;
using EventPlatform.Grains.Gateways;
using EventPlatform.Grains.Tests.Sessions;

namespace EventPlatform.Grains.Tests.Gateways;

public sealed class MailboxTests
{
    private const long First = 1_000;

    private readonly Mailbox _mailbox = new(First);

    [Fact]
    public void Read_Pages_GiveEachCommandOnce()
    {
        Post(Mailbox.PageCountMax + 10);
        var first = _mailbox.Read(0);
        var again = _mailbox.Read(0);
        var second = _mailbox.Read(first.Last);
        Assert.Equal(Mailbox.PageCountMax, first.Commands.Length);
        Assert.Equal(first.Commands, again.Commands);
        Assert.Equal(10, second.Commands.Length);
        Assert.Equal(Mailbox.PageCountMax, second.Commands[0].Correlation);
        Assert.Empty(_mailbox.Read(second.Last).Commands);
        Assert.Equal(0, _mailbox.Count);
    }

    [Fact]
    public void TryPost_Full_IsRefusedUntilRead()
    {
        Post(Mailbox.CountMax);
        Assert.False(_mailbox.TryPost(Command(0)));
        var page = _mailbox.Read(0);
        _mailbox.Read(page.Last);
        Assert.True(_mailbox.TryPost(Command(0)));
    }

    [Fact]
    public void TryPost_PayloadsPastTheBound_IsRefusedUntilRead()
    {
        const int Bytes = 1024 * 1024;
        for (var index = 0; index < Mailbox.BytesMax / Bytes; index++)
        {
            Assert.True(_mailbox.TryPost(Command(index, Bytes)));
        }

        Assert.False(_mailbox.TryPost(Command(0, 1)));
        _mailbox.Read(_mailbox.Read(0).Last);
        Assert.True(_mailbox.TryPost(Command(0, 1)));
        _mailbox.Clear();
        Assert.True(_mailbox.TryPost(Command(0, (int)Mailbox.BytesMax)));
    }

    [Fact]
    public void Read_LargePayloads_ComeInSmallPages()
    {
        for (var index = 0; index < 3; index++)
        {
            _mailbox.TryPost(Command(index, Mailbox.PageBytesMax / 2));
        }

        var page = _mailbox.Read(0);
        Assert.Equal(2, page.Commands.Length);
        Assert.Single(_mailbox.Read(page.Last).Commands);
    }

    [Fact]
    public void Read_PlaceOfAFormerActivation_LosesNothing()
    {
        Post(5);
        Assert.Equal(5, _mailbox.Read(First - 1).Commands.Length);
        Assert.Equal(2, _mailbox.Read(First + 2).Commands.Length);
    }

    [Fact]
    public void Clear_Commands_AreNobodys()
    {
        Post(5);
        _mailbox.Clear();
        Assert.Empty(_mailbox.Read(0).Commands);
        Post(1);
        Assert.Single(_mailbox.Read(First + 4).Commands);
    }

    private static GatewayCommand Command(int index, int bytes = 0)
        => new(GatewayCommandKind.Stop, Claims.NewGateway(), index, "", new byte[bytes]);

    private void Post(int count)
    {
        for (var index = 0; index < count; index++)
        {
            Assert.True(_mailbox.TryPost(Command(index)));
        }
    }
}
