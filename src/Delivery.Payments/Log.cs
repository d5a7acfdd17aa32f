using Delivery.Payments.Operations;
using Delivery.Payments.Provider;
using Microsoft.Extensions.Logging;

namespace Delivery.Payments;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Debug, "{Kind} for {OrderId}: {Outcome} {Code}")]
    public static partial void OperationAnswered(
        this ILogger logger, OperationKind kind, string orderId, ProviderOutcome outcome, string? code);

    [LoggerMessage(4002, LogLevel.Error, "{Kind} for {OrderId} could not be completed; it is attempted again when its lease has run out")]
    public static partial void OperationFailed(this ILogger logger, Exception exception, OperationKind kind, string orderId);

    [LoggerMessage(4003, LogLevel.Warning, "Due payment operations could not be claimed; trying again")]
    public static partial void ClaimFailed(this ILogger logger, Exception exception);

    [LoggerMessage(4004, LogLevel.Warning, "The payment provider's circuit has opened: payments are deferred for {Duration}")]
    public static partial void CircuitOpened(this ILogger logger, TimeSpan duration);

    [LoggerMessage(4005, LogLevel.Information, "The payment provider's circuit has closed: deferred payments resume")]
    public static partial void CircuitClosed(this ILogger logger);

    [LoggerMessage(4006, LogLevel.Error, "The payment provider refuses the {Kind} of {OrderId} with status {Status} '{Code}'")]
    public static partial void Refused(this ILogger logger, OperationKind kind, string orderId, int status, string? code);

    [LoggerMessage(4007, LogLevel.Error, "The payment provider holds for {OrderId} what nobody here knows of: {Authorizations}. Payments:LateEffectWindow may be too short")]
    public static partial void UnexpectedAuthorizations(this ILogger logger, string orderId, string authorizations);
}
