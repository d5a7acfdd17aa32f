using Delivery.PaymentSandbox.Problems;
using Delivery.PaymentSandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Delivery.PaymentSandbox.Idempotency;

/// <summary>Commits the effect of a POST together with its answer, so that the same key gets the same answer even when the first one was lost.</summary>
internal sealed class IdempotentPosts(SandboxDatabase database)
{
    public Task<Answer> RunAsync(
        string key, string fingerprint, Func<SqliteTransaction, Answer> work, CancellationToken cancellationToken) =>
        database.WriteAsync(
            transaction =>
            {
                if (Find(transaction, key) is { } known)
                {
                    return known.Fingerprint == fingerprint ? known.Answer : Reused();
                }

                var answer = work(transaction);
                if (answer.IsFinal)
                {
                    Store(transaction, key, fingerprint, answer);
                }

                return answer;
            },
            cancellationToken);

    private static Answer Reused() => Answer.Refuse(
        SandboxProblems.KeyReused, "This Idempotency-Key belongs to a request with another body. Send a new key for a new request.");

    private static (string Fingerprint, Answer Answer)? Find(SqliteTransaction transaction, string key)
    {
        var rows = transaction.Query(
            "SELECT fingerprint, status, body FROM idempotency_keys WHERE key = $key",
            row => (row.GetString(0), new Answer(row.GetInt32(1), row.GetString(2))),
            ("$key", key));
        return rows.Count == 0 ? null : rows[0];
    }

    private static void Store(SqliteTransaction transaction, string key, string fingerprint, Answer answer) =>
        transaction.Execute(
            "INSERT INTO idempotency_keys (key, fingerprint, status, body) VALUES ($key, $fingerprint, $status, $body)",
            ("$key", key),
            ("$fingerprint", fingerprint),
            ("$status", answer.Status),
            ("$body", answer.Body));
}
