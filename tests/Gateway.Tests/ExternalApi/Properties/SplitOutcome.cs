using System.Text;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Gateway.Tests.ExternalApi.Properties;

/// <summary>All that came back, as far as its order is promised.</summary>
/// <param name="Answers">Answers that keep the order of their requests.</param>
/// <param name="Announced">Acks and the answers that they announced, sorted.</param>
/// <param name="Events">Events without their tids, sorted; empty when the server has closed, with which the last ones race.</param>
/// <param name="CloseStatus">How the connection ended.</param>
internal sealed record SplitOutcome(string Answers, string Announced, string Events, int CloseStatus)
{
    /// <param name="messages">What came.</param>
    /// <param name="isWhole">Whether everything was carried out.</param>
    /// <param name="closeStatus">The connection's.</param>
    public static SplitOutcome Of(IReadOnlyList<byte[]> messages, bool isWhole, int closeStatus)
    {
        var read = messages.Select(message => (Message: MessageReading.Of(message), Text: Encoding.UTF8.GetString(message))).ToArray();
        var announced = read.Where(each => each.Message.Kind == MessageKind.Ack).Select(each => each.Message.Tid).ToHashSet();
        var replies = read.Where(each => each.Message.Kind != MessageKind.Request).ToLookup(each => announced.Contains(each.Message.Tid));
        var events = read.Where(each => each.Message.Kind == MessageKind.Request).Select(each => each.Message.Data);
        return new SplitOutcome(
            string.Join('\n', replies[false].Select(each => each.Text)),
            string.Join('\n', replies[true].Select(each => each.Text).Order(StringComparer.Ordinal)),
            isWhole ? string.Join('\n', events.Order(StringComparer.Ordinal)) : "",
            closeStatus);
    }
}
