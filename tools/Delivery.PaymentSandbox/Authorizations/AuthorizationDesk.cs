using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.PaymentSandbox.Cards;
using Delivery.PaymentSandbox.Idempotency;
using Delivery.PaymentSandbox.Ledger;
using Delivery.PaymentSandbox.Problems;
using Microsoft.Data.Sqlite;

namespace Delivery.PaymentSandbox.Authorizations;

/// <summary>
/// What a provider does with money, inside the transaction that also stores the answer. An authorization is captured at most once and voided
/// only while it is open: a second capture is refused whatever its key.
/// </summary>
internal sealed class AuthorizationDesk(TimeProvider timeProvider)
{
    public Answer Authorize(SqliteTransaction transaction, AuthorizationRequest request)
    {
        var card = Card.Parse(request.Token!);
        var call = AuthorizationTable.CountCall(transaction, card.Hash);
        if (card.Behaviour == CardBehaviour.Overloads && call <= card.Times)
        {
            return Answer.Overloaded();
        }

        var now = timeProvider.GetUtcNow();
        var authorization = new Authorization(
            NewId("auth", now),
            request.Reference!,
            request.Amount,
            request.Currency!,
            AuthorizationState.Authorized,
            CaptureId: null,
            card.Behaviour == CardBehaviour.FailsCapture ? card.Times : 0,
            now);
        if (card.Behaviour == CardBehaviour.Declines)
        {
            AuthorizationTable.Write(transaction, EntryKind.Declined, authorization, now);
            return Answer.Refuse(
                SandboxProblems.CardDeclined, "The card's issuer declined. Ask the customer for another card.", ("code", "card_declined"));
        }

        AuthorizationTable.Insert(transaction, authorization);
        AuthorizationTable.Write(transaction, EntryKind.Authorized, authorization, now);
        return Show(StatusCodes.Status201Created, authorization) with
        {
            Hangs = card.Behaviour == CardBehaviour.TimesOut && call <= card.Times,
        };
    }

    public Answer Capture(SqliteTransaction transaction, string id) =>
        OnOpen(transaction, id, authorization =>
        {
            var now = timeProvider.GetUtcNow();
            if (authorization.CaptureFailuresLeft != 0)
            {
                var left = authorization.CaptureFailuresLeft == Card.Always ? Card.Always : authorization.CaptureFailuresLeft - 1;
                AuthorizationTable.Update(transaction, authorization with { CaptureFailuresLeft = left });
                AuthorizationTable.Write(transaction, EntryKind.CaptureFailed, authorization, now);
                return Answer.Refuse(
                    SandboxProblems.CaptureFailed, "The authorization still stands. Capture again later.", ("code", "capture_failed"));
            }

            return Change(
                transaction, EntryKind.Captured, authorization with { State = AuthorizationState.Captured, CaptureId = NewId("cap", now) }, now);
        });

    public Answer Void(SqliteTransaction transaction, string id) =>
        OnOpen(transaction, id, authorization => Change(
            transaction, EntryKind.Voided, authorization with { State = AuthorizationState.Voided }, timeProvider.GetUtcNow()));

    public Answer Refund(SqliteTransaction transaction, string captureId) =>
        AuthorizationTable.FindByCapture(transaction, captureId) switch
        {
            null => NotFound(captureId),
            { State: AuthorizationState.Captured } captured => Change(
                transaction, EntryKind.Refunded, captured with { State = AuthorizationState.Refunded }, timeProvider.GetUtcNow()),
            var other => WrongState(other),
        };

    /// <summary>The public form of an authorization.</summary>
    public static JsonObject Json(Authorization authorization) => new()
    {
        ["id"] = authorization.Id,
        ["reference"] = authorization.Reference,
        ["amount"] = authorization.Amount,
        ["currency"] = authorization.Currency,
        ["state"] = authorization.State.ToString(),
        ["captureId"] = authorization.CaptureId,
        ["createdAt"] = authorization.CreatedAt,
    };

    private static Answer OnOpen(SqliteTransaction transaction, string id, Func<Authorization, Answer> work) =>
        AuthorizationTable.Find(transaction, id) switch
        {
            null => NotFound(id),
            { State: AuthorizationState.Authorized } open => work(open),
            var other => WrongState(other),
        };

    private static Answer Change(SqliteTransaction transaction, EntryKind kind, Authorization changed, DateTimeOffset now)
    {
        AuthorizationTable.Update(transaction, changed);
        AuthorizationTable.Write(transaction, kind, changed, now);
        return Show(StatusCodes.Status200OK, changed);
    }

    private static Answer NotFound(string id) => Answer.Refuse(SandboxProblems.NotFound, $"Nothing is known as '{id}'. Check the id.");

    private static Answer WrongState(Authorization authorization) => Answer.Refuse(
        SandboxProblems.WrongState,
        $"The authorization is {authorization.State}; this needs another state. Nothing was done.",
        ("state", authorization.State.ToString()),
        ("captureId", authorization.CaptureId));

    private static Answer Show(int status, Authorization authorization) =>
        new(status, Json(authorization).ToJsonString(JsonSerializerOptions.Web));

    private static string NewId(string prefix, DateTimeOffset now) => $"{prefix}_{Guid.CreateVersion7(now):N}";
}
