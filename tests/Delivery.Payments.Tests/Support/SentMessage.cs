using System.Text.Json;
using Delivery.Contracts;
using Delivery.Messaging;

namespace Delivery.Payments.Tests.Support;

/// <summary>A message in the outbox.</summary>
internal sealed record SentMessage(string Type, string Body)
{
    public TMessage As<TMessage>()
        where TMessage : class, IMessage => JsonSerializer.Deserialize<TMessage>(Body, MessageJson.Options)!;

    public bool Is<TMessage>()
        where TMessage : class, IMessage => Type == MessageTypes.NameOf(typeof(TMessage));
}
