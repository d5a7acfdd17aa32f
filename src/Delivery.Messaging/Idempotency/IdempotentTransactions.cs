using System.Security.Cryptography;
using System.Text.Json;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Messaging.Idempotency;

/// <summary>Runs requests that create something at most once per <c>Idempotency-Key</c>: the answer is stored in the transaction that creates.</summary>
public sealed class IdempotentTransactions<TContext>(Transactions<TContext> transactions, TimeProvider timeProvider)
    where TContext : ModuleDbContext
{
    private static readonly ProblemType KeyReused = new(
        "idempotency-key-reused", 422, "The Idempotency-Key was used for another request.");

    private static readonly ProblemType KeyInvalid = new("idempotency-key-invalid", 400, "The Idempotency-Key is not valid.");

    /// <summary>Runs <paramref name="work"/>, or answers as it did before for the same caller, operation and key.</summary>
    /// <param name="caller">The token's subject.</param>
    /// <param name="operation">The kind of request, for example <c>place-order</c>.</param>
    /// <param name="key">The header's value, 1 to 200 characters; null runs the work every time.</param>
    /// <param name="request">The request's body, compared by its JSON.</param>
    /// <param name="work">Creates and says what to answer. An exception rolls back and stores nothing.</param>
    /// <param name="cancellationToken">Of the request.</param>
    /// <exception cref="ProblemException">The key is not valid, or was used with another body.</exception>
    public Task<StoredResponse> RunAsync(
        string caller,
        string operation,
        string? key,
        object request,
        Func<ModuleTransaction<TContext>, CancellationToken, Task<StoredResponse>> work,
        CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return transactions.RunAsync(work, cancellationToken);
        }

        if (key.Length is 0 or > 200)
        {
            throw new ProblemException(KeyInvalid, "Send an Idempotency-Key of 1 to 200 characters, for example a UUID.");
        }

        var hash = Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, MessageJson.Options)));
        return transactions.RunAsync(
            async (transaction, token) =>
            {
                var known = await transaction.Db.IdempotencyRecords.AsNoTracking().FirstOrDefaultAsync(
                    record => record.Caller == caller && record.Operation == operation && record.Key == key, token);
                return known is null
                    ? await RunFirstAsync(transaction, new Request(caller, operation, key, hash), work, token)
                    : Repeat(known, hash);
            },
            cancellationToken);
    }

    private static StoredResponse Repeat(IdempotencyRecord known, string hash) =>
        known.RequestHash == hash
            ? new StoredResponse(known.Status, known.Location, known.Body)
            : throw new ProblemException(
                KeyReused, "This Idempotency-Key belongs to a request with another body. Send a new key for a new request.");

    private async Task<StoredResponse> RunFirstAsync(
        ModuleTransaction<TContext> transaction,
        Request request,
        Func<ModuleTransaction<TContext>, CancellationToken, Task<StoredResponse>> work,
        CancellationToken cancellationToken)
    {
        var response = await work(transaction, cancellationToken);
        transaction.Db.IdempotencyRecords.Add(new IdempotencyRecord
        {
            Caller = request.Caller,
            Operation = request.Operation,
            Key = request.Key,
            RequestHash = request.Hash,
            Status = response.Status,
            Location = response.Location,
            Body = response.Body,
            CreatedAt = timeProvider.GetUtcNow(),
        });
        return response;
    }

    private sealed record Request(string Caller, string Operation, string Key, string Hash);
}
