namespace Delivery.Payments.Tests.Lifecycle;

/// <summary>What may happen next in a <see cref="World"/>. A step that makes no sense now does nothing.</summary>
internal enum Step
{
    Submit,
    Authorize,
    PayAgain,
    PayAgainWithOtherToken,
    Capture,
    Revoke,

    /// <summary>A worker takes the due operation and sends the call.</summary>
    Claim,

    /// <summary>Another replica takes over, while the call of the first is still on its way.</summary>
    ClaimAfterLeaseRanOut,

    /// <summary>The oldest call on its way reaches the provider, which does it.</summary>
    Reach,

    /// <summary>The newest call on its way reaches the provider before the older ones.</summary>
    Overtake,

    /// <summary>The oldest call on its way will never reach the provider.</summary>
    Perish,

    /// <summary>The oldest call that was done is answered, and its worker commits that.</summary>
    AnswerReached,

    /// <summary>The worker of the newest call gives up waiting, wherever the call is.</summary>
    LoseAnswer,

    /// <summary>The newest call never leaves.</summary>
    NotReached,

    /// <summary>A third of the time that a call may be on its way.</summary>
    TimePasses,
}
