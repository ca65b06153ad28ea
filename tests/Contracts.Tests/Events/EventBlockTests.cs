using System.Text;
using EventPlatform.Contracts.Events;

namespace EventPlatform.Contracts.Tests.Events;

public sealed class EventBlockTests
{
    private static readonly Guid Publisher = new("11111111-2222-4333-8444-555555555555");

    [Fact]
    public void Read_EveryCombinationOfParts_GivesBackWhatWasWritten()
    {
        for (var parts = 0; parts < 64; parts++)
        {
            var writer = new EventBlockWriter();
            Assert.True(writer.TryAppend(Sample((EventParts)parts)));
            var reader = new EventBlockReader(writer.Take(Publisher, 7));

            Assert.True(reader.TryRead(out var record));
            Assert.Equal((EventParts)parts, record.Given);
            Assert.Equal(42, record.Time);
            Assert.Equal(EventKind.Platform, record.Kind);
            Assert.Equal("default", Encoding.UTF8.GetString(record.Service));
            Assert.Equal("call", Encoding.UTF8.GetString(record.Class));
            Assert.Equal(record.Has(EventParts.Subclass) ? "sub" : "", Encoding.UTF8.GetString(record.Subclass));
            Assert.Equal("", Encoding.UTF8.GetString(record.Type));
            Assert.Equal(record.Has(EventParts.ObjId) ? "Ä€😀" : "", Encoding.UTF8.GetString(record.ObjId));
            Assert.Equal(record.Has(EventParts.Session) ? "s" : "", Encoding.UTF8.GetString(record.Session));
            Assert.Equal(record.Has(EventParts.User) ? "u" : "", Encoding.UTF8.GetString(record.User));
            Assert.Equal(record.Has(EventParts.Body) ? "{\"a\":1}" : "", Encoding.UTF8.GetString(record.Body));
            Assert.False(reader.TryRead(out _));
        }
    }

    [Fact]
    public void ReadHeader_OfABlock_GivesPublisherNumberAndCount()
    {
        var writer = new EventBlockWriter();
        writer.TryAppend(Sample(EventParts.None));
        writer.TryAppend(Sample(EventParts.Body));

        Assert.Equal(new EventBlockHeader(Publisher, 9, 2), EventBlock.ReadHeader(writer.Take(Publisher, 9)));
    }

    [Fact]
    public void TryRead_BlockCutAnywhere_IsRefusedOrShorterButNeverWrong()
    {
        var writer = new EventBlockWriter();
        writer.TryAppend(Sample((EventParts)63));
        var block = writer.Take(Publisher, 1);
        for (var length = 0; length < block.Length; length++)
        {
            var cut = block[..length];
            Assert.Throws<InvalidDataException>(() => ReadAll(cut));
        }
    }

    [Fact]
    public void TryAppend_BlockFull_IsRefusedAndChangesNothing()
    {
        var writer = new EventBlockWriter();
        var body = new byte[60_000];
        while (writer.TryAppend(new EventRecord { Service = "default"u8, Class = "c"u8, Body = body }))
        {
        }

        Assert.Equal(4, writer.Count);
        Assert.True(writer.Length <= EventBlock.BytesMax);
        Assert.Equal(4, EventBlock.ReadHeader(writer.Take(Publisher, 1)).Count);
    }

    [Fact]
    public void TryAppend_EventLargerThanABlock_Throws()
    {
        var writer = new EventBlockWriter();
        Assert.Throws<ArgumentException>(() => writer.TryAppend(new EventRecord { Class = "c"u8, Body = new byte[EventBlock.BytesMax] }));
    }

    private static void ReadAll(byte[] block)
    {
        var reader = new EventBlockReader(block);
        while (reader.TryRead(out _))
        {
        }
    }

    private static EventRecord Sample(EventParts parts)
    {
        var record = new EventRecord { Kind = EventKind.Platform, Time = 42, Service = "default"u8, Class = "call"u8 };
        record = (parts & EventParts.Subclass) != 0 ? record with { Subclass = "sub"u8 } : record;
        record = (parts & EventParts.Type) != 0 ? record with { Type = ""u8 } : record;
        record = (parts & EventParts.ObjId) != 0 ? record with { ObjId = "Ä€😀"u8 } : record;
        record = (parts & EventParts.Session) != 0 ? record with { Session = "s"u8 } : record;
        record = (parts & EventParts.User) != 0 ? record with { User = "u"u8 } : record;
        return (parts & EventParts.Body) != 0 ? record with { Body = "{\"a\":1}"u8 } : record;
    }
}
