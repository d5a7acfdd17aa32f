using System.Buffers.Text;
using System.Text;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;

namespace Delivery.ServiceDefaults.Paging;

/// <summary>The query of every list: take it with <c>[AsParameters]</c>.</summary>
/// <param name="Cursor">The <c>nextCursor</c> of the page before; absent for the first page.</param>
/// <param name="Limit">The most items to answer: 1 to 200, 50 when absent.</param>
public sealed record PageRequest(string? Cursor, int? Limit)
{
    private const int DefaultSize = 50;
    private const int MaxCursorLength = 500;
    private const int MaxSize = 200;

    private static readonly ProblemType InvalidCursor = new("invalid-cursor", 400, "The cursor is not valid.");

    private static readonly ProblemType InvalidLimit = new("invalid-limit", 400, "The limit is not valid.");

    /// <summary>How many items the page holds at most.</summary>
    /// <exception cref="ProblemException">The limit is out of range.</exception>
    public int Size() => Limit switch
    {
        null => DefaultSize,
        >= 1 and <= MaxSize => Limit.Value,
        _ => throw new ProblemException(InvalidLimit, $"Send a limit from 1 to {MaxSize}, or none for {DefaultSize}."),
    };

    /// <summary>The key of the last item of the page before; null for the first page.</summary>
    /// <exception cref="ProblemException">The cursor is not one of ours.</exception>
    public string? After()
    {
        if (string.IsNullOrEmpty(Cursor))
        {
            return null;
        }

        if (Cursor.Length > MaxCursorLength || !Base64Url.IsValid(Cursor))
        {
            throw Invalid();
        }

        var key = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Cursor));
        return FreeText.HasControlCharacters(key) ? throw Invalid() : key;
    }

    /// <summary>Makes the page from <see cref="Size"/> + 1 fetched items, of which the last only tells that there is more.</summary>
    /// <param name="fetched">In the list's order.</param>
    /// <param name="key">An item's key, as <see cref="After"/> gives it back.</param>
    public Page<T> ToPage<T>(IReadOnlyList<T> fetched, Func<T, string> key)
    {
        var size = Size();
        return fetched.Count <= size
            ? new Page<T>(fetched, NextCursor: null)
            : new Page<T>([.. fetched.Take(size)], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key(fetched[size - 1]))));
    }

    private static ProblemException Invalid() =>
        new(InvalidCursor, "Send a nextCursor exactly as a page gave it, or none for the first page.");
}
