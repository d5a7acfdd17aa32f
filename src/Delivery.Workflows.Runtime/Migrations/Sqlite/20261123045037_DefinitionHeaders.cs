using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Delivery.Workflows.Runtime.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DefinitionHeaders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "description",
                table: "definition_versions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_readonly",
                table: "definition_versions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "tool_version",
                table: "definition_versions",
                type: "TEXT",
                nullable: true);

            // What is stored already says it in its text.
            migrationBuilder.Sql("""
                UPDATE definition_versions SET
                    description = CASE json_type(source, '$.description') WHEN 'text' THEN json_extract(source, '$.description') END,
                    tool_version = CASE json_type(source, '$.toolVersion') WHEN 'text' THEN json_extract(source, '$.toolVersion') END,
                    is_readonly = coalesce(json_type(source, '$.isReadonly') = 'true', 0)
                WHERE json_valid(source);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "description",
                table: "definition_versions");

            migrationBuilder.DropColumn(
                name: "is_readonly",
                table: "definition_versions");

            migrationBuilder.DropColumn(
                name: "tool_version",
                table: "definition_versions");
        }
    }
}
