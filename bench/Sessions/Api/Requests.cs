using System.Globalization;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Api;

/// <summary>The requests that are sent (external-api.md 2 to 4), written into the buffer of the loop.</summary>
internal static class Requests
{
    /// <summary>Digits of the number in a user name: all are equally long, so their order is that of the numbers.</summary>
    internal const int UserDigits = 7;

    internal const int LoginTid = 1;

    /// <summary>The text of each event that is published.</summary>
    internal static ReadOnlySpan<byte> EventText =>
        "As long as what people tell each other: that somebody is back, will be late, or has taken the call."u8;

    private static ReadOnlySpan<byte> UserPrefix => "user"u8;

    /// <summary>A user's name by the number.</summary>
    public static string UserName(int user) => string.Create(CultureInfo.InvariantCulture, $"user{user:D7}");

    /// <param name="message">Where it is written.</param>
    /// <param name="user">The user's number.</param>
    /// <param name="sessionId">Empty: the server makes one.</param>
    public static void Login(MessageBuffer message, int user, ReadOnlySpan<byte> sessionId)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"user\",\"cmd\":\"login\",\"data\":{\"user\":"u8);
        User(message, user);
        if (!sessionId.IsEmpty)
        {
            message.Raw(",\"session_id\":\""u8).Raw(sessionId).Raw("\""u8);
        }

        End(message, LoginTid);
    }

    /// <summary>A login by a token, which names the user.</summary>
    public static void LoginByToken(MessageBuffer message, ReadOnlySpan<byte> token)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"user\",\"cmd\":\"login\",\"data\":{\"token\":\""u8);
        End(message.Raw(token).Raw("\""u8), LoginTid);
    }

    /// <summary>A login by a password.</summary>
    /// <param name="message">Where it is written.</param>
    /// <param name="user">A name, and a password: nothing that JSON escapes.</param>
    /// <param name="password">The password.</param>
    /// <param name="tid">The request's.</param>
    public static void LoginByPassword(MessageBuffer message, ReadOnlySpan<char> user, ReadOnlySpan<char> password, long tid)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"user\",\"cmd\":\"login\",\"data\":{\"user\":\""u8);
        message.Ascii(user).Raw("\",\"password\":\""u8).Ascii(password);
        End(message.Raw("\""u8), tid);
    }

    /// <summary>Subscribes to all events of class <c>bench</c>.</summary>
    public static void Subscribe(MessageBuffer message, long tid)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"event\",\"cmd\":\"subscribe\",\"data\":{\"class\":\"bench\""u8);
        End(message, tid);
    }

    /// <summary>Publishes an event of class <c>bench</c> with a number, and a text that makes its body some 128 bytes long.</summary>
    public static void Publish(MessageBuffer message, long number, long tid)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"event\",\"cmd\":\"send\",\"data\":{\"class\":\"bench\""u8);
        message.Raw(",\"type\":\"number\",\"body\":{\"number\":"u8).Number(number).Raw(",\"text\":\""u8).Raw(EventText).Raw("\"}"u8);
        End(message, tid);
    }

    /// <param name="message">Where it is written.</param>
    /// <param name="limit">Users at most; 0: all.</param>
    /// <param name="after">The number of the user before the first; below 0: from the first on.</param>
    /// <param name="tid">The request's.</param>
    public static void UserList(MessageBuffer message, int limit, int after, long tid)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"user\",\"cmd\":\"list\",\"data\":{"u8);
        if (limit > 0)
        {
            message.Raw("\"limit\":"u8).Number(limit);
            if (after >= 0)
            {
                User(message.Raw(",\"after\":"u8), after);
            }
        }

        End(message, tid);
    }

    public static void UserGet(MessageBuffer message, int user, long tid)
    {
        User(message.Start().Raw("{\"class\":\"core\",\"subclass\":\"user\",\"cmd\":\"get\",\"data\":{\"user\":"u8), user);
        End(message, tid);
    }

    public static void SessionStop(MessageBuffer message, ReadOnlySpan<byte> sessionId, long tid)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"session\",\"cmd\":\"stop\",\"data\":{\"session_id\":\""u8);
        End(message.Raw(sessionId).Raw("\""u8), tid);
    }

    /// <summary>Asks a session for an echo.</summary>
    /// <param name="message">Where it is written.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="number">What must come back.</param>
    /// <param name="tid">The request's.</param>
    public static void SessionCmd(MessageBuffer message, ReadOnlySpan<byte> sessionId, long number, long tid)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"session\",\"cmd\":\"cmd\",\"data\":{\"session_id\":\""u8);
        message.Raw(sessionId).Raw("\",\"class\":\"bench\",\"cmd\":\"echo\",\"data\":{\"number\":"u8).Number(number);
        End(message.Raw("}"u8), tid);
    }

    /// <summary>What a session answers to a request for an echo: its data.</summary>
    public static void Echo(MessageBuffer message, ReadOnlySpan<byte> data, long tid)
    {
        message.Start().Raw("{\"result\":\"ok\""u8);
        if (!data.IsEmpty)
        {
            message.Raw(",\"data\":"u8).Raw(data);
        }

        message.Raw(",\"tid\":"u8).Number(tid).Raw("}"u8);
    }

    /// <summary>Reads the number out of a user name.</summary>
    /// <returns>-1: not a user of ours.</returns>
    public static int UserNumber(ReadOnlySpan<byte> name)
    {
        if (name.Length != UserPrefix.Length + UserDigits || !name.StartsWith(UserPrefix))
        {
            return -1;
        }

        var digits = name[UserPrefix.Length..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }

    private static void User(MessageBuffer message, int number) =>
        message.Raw("\""u8).Raw(UserPrefix).Number(number, UserDigits).Raw("\""u8);

    private static void End(MessageBuffer message, long tid) => message.Raw("},\"tid\":"u8).Number(tid).Raw("}"u8);
}
