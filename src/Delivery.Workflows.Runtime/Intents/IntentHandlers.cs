namespace Delivery.Workflows.Runtime.Intents;

/// <summary>The handlers of this host, by kind.</summary>
internal sealed class IntentHandlers(IEnumerable<IIntentHandler> handlers)
{
    private readonly Dictionary<string, IIntentHandler> _handlers = handlers.ToDictionary(handler => handler.Kind, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Kinds => _handlers.Keys;

    public bool Knows(string kind) => _handlers.ContainsKey(kind);

    public IIntentHandler this[string kind] => _handlers[kind];
}
