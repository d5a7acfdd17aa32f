namespace Delivery.PaymentSandbox.Cards;

/// <summary>How a card acts, chosen by the prefix of its token.</summary>
internal enum CardBehaviour
{
    /// <summary>Everything works; also for a token that is not listed here.</summary>
    Fine,

    /// <summary><c>tok_decline…</c>: declined.</summary>
    Declines,

    /// <summary><c>tok_timeout…</c>: the first authorization is made, but its answer comes too late.</summary>
    TimesOut,

    /// <summary><c>tok_overload…</c>: the first calls find the provider overloaded.</summary>
    Overloads,

    /// <summary><c>tok_capturefail…</c>: the first captures fail.</summary>
    FailsCapture,
}
