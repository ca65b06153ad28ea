using System.Buffers;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.EventFeed.Events;

/// <summary>
/// How far the feed has come in every partition, as <c>eventId</c> tells it. Guarded by the replica's gate.
/// The text: per partition <c>epoch.offset</c>, joined by <c>_</c>, <c>-</c> for one that nothing was read from yet; the partition that
/// the event is from has a third number, the event's among those of that log event, from 1. Clients take it as opaque.
/// </summary>
internal sealed class FeedPositions
{
    private readonly List<Place> _places = [];
    private int _partition;

    /// <summary>A log event is being shown.</summary>
    public void Reach(EventPosition at) => Reach(at.Partition, at.Epoch, at.Offset);

    /// <summary>
    /// Something is missing before a log event: what is told of it stands at the one before, but never back: no id is given twice.
    /// </summary>
    public void ReachBefore(EventPosition at)
    {
        var place = at.Partition < _places.Count ? _places[at.Partition] : default;
        Reach(at.Partition, at.Epoch, place.Epoch == at.Epoch ? Math.Max(place.Offset, at.Offset - 1) : at.Offset - 1);
    }

    /// <summary>The next feed event of this log event.</summary>
    public void Next() => _places[_partition] = _places[_partition] with { Index = _places[_partition].Index + 1 };

    /// <summary>The id of the feed event that <see cref="Next"/> counted last.</summary>
    public byte[] Text()
    {
        var output = new ArrayBufferWriter<byte>(32);
        for (var partition = 0; partition < _places.Count; partition++)
        {
            if (partition > 0)
            {
                output.Write("_"u8);
            }

            Write(output, _places[partition], isCurrent: partition == _partition);
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> output, Place place, bool isCurrent)
    {
        if (place.Epoch == 0)
        {
            output.Write("-"u8);
            return;
        }

        output.Integer(place.Epoch);
        output.Write("."u8);
        output.Integer(place.Offset);
        if (isCurrent)
        {
            output.Write("."u8);
            output.Integer(place.Index);
        }
    }

    private void Reach(int partition, long epoch, long offset)
    {
        while (_places.Count <= partition)
        {
            _places.Add(default);
        }

        _partition = partition;
        var place = _places[partition];
        if (place.Epoch != epoch || place.Offset != offset)
        {
            _places[partition] = new Place(epoch, offset, 0);
        }
    }

    /// <summary>Epoch 0: nothing was read yet.</summary>
    private readonly record struct Place(long Epoch, long Offset, int Index);
}
