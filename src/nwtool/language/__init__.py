"""What is known of English and of news, with no idea of commands."""
